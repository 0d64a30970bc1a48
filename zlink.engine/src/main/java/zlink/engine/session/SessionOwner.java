package zlink.engine.session;

import java.util.concurrent.Executor;
import zlink.api.SocketOptions;
import zlink.engine.connection.ConnectionSettings;
import zlink.engine.connection.WirePipe;
import zlink.engine.loop.IoLoop;
import zlink.engine.monitor.SocketMonitor;
import zlink.engine.pipe.Pipe;
import zlink.engine.pipe.PipeOwner;
import zlink.engine.queue.ByteQueue;

/** The socket whose endpoint a session serves. Callable from any thread. */
public interface SessionOwner extends PipeOwner {

    /** A new pipe over a connection; {@code out} is what an earlier connection left, or null. */
    WirePipe newWirePipe(ByteQueue out);

    /** A new empty queue for what goes out. */
    ByteQueue newOutgoing();

    /** A new empty queue with limits of its own. */
    ByteQueue newQueue(int messageLimit, long byteLimit);

    /** Tells the pattern of a peer; false if it does not want it. */
    boolean attach(Pipe pipe);

    /** Tells the pattern that the handshake is done; false if it does not want the peer. */
    boolean ready(Pipe pipe);

    /** Tells the pattern that a peer is gone; nothing is written to the pipe afterwards. Idempotent. */
    void detach(Pipe pipe);

    /** Throws away what an ended connection's queue still holds; after {@link #detach}. */
    void discard(ByteQueue out);

    /** Does something under the send lock. */
    void exclusively(Runnable action);

    /** Counts messages lost with a connection; null if for no particular pipe. */
    void dropped(Pipe pipe, long messages);

    /** The socket's options. */
    SocketOptions options();

    /** The same as connections use them. */
    ConnectionSettings settings();

    /** Where events go. */
    SocketMonitor monitor();

    /** A loop for a new connection. */
    IoLoop loop();

    /** Where names may be resolved. */
    Executor resolver();

    /** A connection number never used before. */
    long nextConnectionId();

    /** A session or a connection that it accepted has come to be: the socket waits for it when it closes. */
    void opened(Closeable member);

    /** It is no more. */
    void closed(Closeable member);

    /** Something a socket closes when it closes itself. */
    interface Closeable {

        /**
         * Begins to close; what has been sent may still leave until a time. Any thread; idempotent.
         *
         * @param deadlineNs as of {@link System#nanoTime}, {@link Long#MAX_VALUE} for no limit
         */
        void closeBy(long deadlineNs);
    }
}
