package zlink.engine.poll;

/**
 * Hears when a socket may have become ready: pollers and asynchronous receivers. Called on any thread, also under the
 * socket's locks: it may only take note and wake somebody.
 */
public interface ReadinessListener {

    /** A message may be there. Called after {@link Pollable#prepareToReceive} returned false and one came. */
    void receivable();

    /** A message may be taken. Called after {@link Pollable#prepareToSend} returned false and there is room. */
    void sendable();
}
