package zlink.engine.socket;

import java.nio.ByteBuffer;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;

/**
 * What makes a socket a PUSH or a ROUTER: where messages go and which may come.
 *
 * <p>Never waits and never takes a lock: every method is called under the lock its section names, and nothing else
 * of the socket happens under that lock meanwhile.
 */
public interface Routing {

    /** Hands over the socket, once, before anything else. */
    default void start(RoutingHost host) { }

    // ---- under the send lock ---------------------------------------------------------------------------------------

    /**
     * The application is about to connect to a further endpoint.
     *
     * @throws zlink.api.ZlinkException if the pattern does not allow it
     */
    default void checkConnect() { }

    /**
     * A peer is there to be talked to. For an endpoint we connect to, that is at once (unless IMMEDIATE is set), so
     * that messages queue for it; for one we bound, after the handshake.
     *
     * @return whether it is wanted; otherwise the link is closed, for the reason set with {@link Pipe#refusal(String)}
     */
    boolean attach(Pipe pipe);

    /**
     * The handshake with an attached peer is done: {@link Pipe#peer} says who it is. Nothing can be read from the
     * pipe before.
     *
     * @return whether it is wanted; otherwise the link is closed, for the reason set with {@link Pipe#refusal(String)}
     */
    default boolean ready(Pipe pipe) {
        return true;
    }

    /** An attached peer is gone; what it sent before can still be read. */
    void detach(Pipe pipe);

    /** A pipe for which {@link Pipe#sleepUntilRoom} returned true has room again. */
    default void writable(Pipe pipe) { }

    /**
     * Sends a message, or drops it where the pattern says so.
     *
     * @return whether it is done with; false to be called again with the same message when a pipe became writable
     *     or attached
     * @throws zlink.api.ZlinkException if the pattern does not allow this message, or not now
     */
    default boolean route(OutgoingMessage message) {
        throw new UnsupportedOperationException("this socket does not send");
    }

    /** Whether {@link #route} would return true for an ordinary message. */
    default boolean canRoute() {
        return false;
    }

    /** Whether peers' messages are shown to {@link #upstream} as they arrive, instead of being queued. */
    default boolean takesUpstream() {
        return false;
    }

    /** A frame that a peer sent upstream, in place; only if {@link #takesUpstream}. */
    default void upstream(Pipe from, ByteBuffer memory, int offset, int size, boolean more) { }

    /** A peer has subscribed, by command; the topic lies in place. Only if {@link #takesUpstream}. */
    default void subscribed(Pipe from, ByteBuffer memory, int offset, int size) { }

    /** A peer has cancelled a subscription, by command; the topic lies in place. Only if {@link #takesUpstream}. */
    default void cancelled(Pipe from, ByteBuffer memory, int offset, int size) { }

    // ---- under the receive lock ------------------------------------------------------------------------------------

    /** A pipe for which {@link Pipe#sleepUntilReadable} returned true, or a new one, has a message or has ended. */
    default void readable(Pipe pipe) { }

    /**
     * The application is about to receive. A receiver that waits already is not asked again: what it may have
     * once the pattern allows it again is told of by {@link RoutingHost#wakeReceivers}.
     *
     * @throws zlink.api.SocketStateException if the pattern does not allow receiving now
     */
    default void checkReceive() { }

    /**
     * Finds the next message and loads it as the application is to see it, without consuming it.
     *
     * @return whether there is one that may be received now; a pipe that was last used and is empty may stay awake
     *     until {@link #sleep}
     */
    default boolean next(IncomingMessage message) {
        throw new UnsupportedOperationException("this socket does not receive");
    }

    /**
     * The message loaded last is about to be shown to a handler, which may send: to the pattern it counts as received
     * from now on. {@link #taken} follows when the handler has returned.
     */
    default void showing(IncomingMessage message) { }

    /** The message loaded last has been given to the application: consumes it. */
    default void taken(IncomingMessage message) {
        throw new UnsupportedOperationException("this socket does not receive");
    }

    /**
     * The receiver is about to wait: puts every pipe to sleep that is not.
     *
     * @return whether nothing is there; otherwise {@link #next} is called again
     */
    default boolean sleep() {
        return true;
    }
}
