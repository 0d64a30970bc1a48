/**
 * Whether zlink and other implementations of ZeroMQ understand each other: JeroMQ in this JVM, libzmq in a process of
 * its own, both as binder and as connecter, whole and killed in mid-stream.
 *
 * <p>A peer that is not installed skips its tests, with the reason; under {@code CI=true} it fails them.
 */
package zlink.tests.interop;
