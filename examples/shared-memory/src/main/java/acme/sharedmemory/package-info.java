/**
 * A transport over memory that two processes of one host have mapped: bytes without system calls, a Unix domain socket
 * for meeting, waking and dying.
 *
 * <p>Starts no thread: {@code bind} and {@code connect} run on their callers' threads, everything else on an I/O loop
 * or on a thread that holds the engine's read or write token. Depends on zlink's API and its transport SPI, and on
 * nothing that the JDK does not export.
 */
package acme.sharedmemory;
