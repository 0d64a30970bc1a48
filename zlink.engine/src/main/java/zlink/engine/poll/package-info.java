/**
 * Waiting for any of many sockets.
 *
 * <p>Sockets call in on any thread, also under their locks, which therefore only push onto a lock-free stack and
 * unpark; everything else happens on the one thread that waits, a virtual one included: nothing here holds a monitor.
 * {@link zlink.engine.poll.Pollable} is all it knows of a socket; depends on nothing else of the engine.
 */
package zlink.engine.poll;
