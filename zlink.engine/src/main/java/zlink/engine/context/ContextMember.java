package zlink.engine.context;

/** Something a context closes: a socket. Any thread. */
public interface ContextMember {

    /** Begins to close without waiting; what has been sent may still leave for so many nanoseconds. Idempotent. */
    void startClosing(long lingerNs);

    /** No longer lingers than so many nanoseconds from now, even if it has begun to; after {@link #startClosing}. */
    void closeWithin(long limitNs);

    /** How long it would linger by itself, in nanoseconds. */
    long ownLingerNs();

    /** Waits until everything is closed, and then lets go of what is left. Bounded; idempotent. */
    void finishClosing();
}
