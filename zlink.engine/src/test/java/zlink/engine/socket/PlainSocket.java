package zlink.engine.socket;

import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.context.EngineContext;

/** A socket without a pattern worth the name. */
public final class PlainSocket extends SocketCore {

    /** With one peer, or as many as there are. */
    public PlainSocket(EngineContext context, SocketOptions options, boolean pair) {
        this(context, options, pair, () -> { });
    }

    /** The same, and what happens elsewhere while it is told of a peer. */
    public PlainSocket(EngineContext context, SocketOptions options, boolean pair, Runnable duringAttach) {
        super(context, pair ? SocketType.PAIR : SocketType.DEALER, options,
                new PlainRouting(pair ? 1 : Integer.MAX_VALUE, duringAttach));
    }
}
