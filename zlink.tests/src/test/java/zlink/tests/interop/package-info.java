/**
 * Whether zlink and others understand each other: JeroMQ in this JVM, libzmq in a process of its own, both as binder
 * and as connecter, whole and killed in mid-stream; WebSockets of the JDK, of npm, and of a page in a browser.
 *
 * <p>A peer that is not installed skips its tests, with the reason; under {@code CI=true} it fails them.
 */
package zlink.tests.interop;
