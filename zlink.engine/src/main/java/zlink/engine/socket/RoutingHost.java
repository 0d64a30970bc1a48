package zlink.engine.socket;

import zlink.api.SocketOptions;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.ChunkPool;

/** The socket a {@link Routing} belongs to, as far as it needs it. */
public interface RoutingHost {

    /** The socket's options. */
    SocketOptions options();

    /** Memory for queues of the routing's own. */
    ChunkPool chunks();

    /** Says that {@link Routing#next} may find a message that came through no pipe and not under the receive lock. */
    void wakeReceivers();

    /** Counts messages that were dropped for a peer; null if for no particular one. */
    void dropped(Pipe pipe, long messages);
}
