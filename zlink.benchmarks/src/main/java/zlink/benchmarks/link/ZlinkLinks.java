package zlink.benchmarks.link;

import java.util.ArrayList;
import java.util.List;
import zlink.api.Context;
import zlink.api.DealerSocket;
import zlink.api.PairSocket;
import zlink.api.PubSocket;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.Socket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SubSocket;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Transport;

/**
 * Opens zlink's sockets the way a program would, with the default high-water marks.
 *
 * <p>The far end binds and the near end connects.
 */
public final class ZlinkLinks implements LinkOpener {
    private static final RoutingId NEAR = RoutingId.of("near");
    private static final RoutingId FAR = RoutingId.of("far");

    private final SocketOptions options;
    private final SocketOptions router;
    private final SocketOptions publisher;

    /**
     * Prepares links.
     *
     * @param options what all sockets get
     */
    public ZlinkLinks(SocketOptions options) {
        this.options = options;
        // Otherwise a ROUTER drops for a full peer, and not one message may be missing here.
        this.router = options.with(SocketOption.ROUTER_MANDATORY, true);
        // The same for a PUB; every message then arrives because the publisher waits, not because queues are endless.
        this.publisher = options.with(SocketOption.XPUB_NO_DROP, true);
    }

    @Override
    public Link open(Cell cell) {
        Context context = Context.create();
        try {
            return new Opening(context, cell.transport()).link(cell);
        } catch (RuntimeException | Error e) {
            context.close();
            throw e;
        }
    }

    /** The sockets of one link while they are being opened. */
    private final class Opening {
        private final Context context;
        private final Transport transport;
        private final List<Socket> sockets = new ArrayList<>();

        Opening(Context context, Transport transport) {
            this.context = context;
            this.transport = transport;
        }

        Link link(Cell cell) {
            return switch (cell.pattern()) {
                case PAIR -> pair();
                case DEALER_DEALER -> dealers();
                case DEALER_ROUTER -> dealerAndRouter();
                case ROUTER_ROUTER -> routers(false);
                case ROUTER_ROUTER_POLL -> routers(true);
                case PUBSUB -> publishers();
            };
        }

        private Link pair() {
            PairSocket far = context.pair(options);
            PairSocket near = context.pair(options);
            join(near, far, "");
            return new ZlinkLink(context, sockets, new DuplexEnd(near), new DuplexEnd(far));
        }

        private Link dealers() {
            DealerSocket far = context.dealer(options);
            DealerSocket near = context.dealer(options);
            join(near, far, "");
            return new ZlinkLink(context, sockets, new DuplexEnd(near), new DuplexEnd(far));
        }

        private Link dealerAndRouter() {
            RouterSocket far = context.router(router);
            DealerSocket near = context.dealer(options);
            join(near, far, "");
            return new ZlinkLink(context, sockets, new DuplexEnd(near), new RouterEnd(far));
        }

        private Link routers(boolean polled) {
            RouterSocket far = context.router(router.with(SocketOption.ROUTING_ID, FAR));
            RouterSocket near = context.router(router.with(SocketOption.ROUTING_ID, NEAR));
            join(near, far, "");
            End nearEnd = new RouterEnd(near, FAR);
            End farEnd = new RouterEnd(far, NEAR);
            if (polled) {
                nearEnd = new PolledEnd(nearEnd, near, context.poller());
                farEnd = new PolledEnd(farEnd, far, context.poller());
            }
            return new ZlinkLink(context, sockets, nearEnd, farEnd);
        }

        /** One publisher and one subscriber each way: the stream uses the way there, the echo both. */
        private Link publishers() {
            SubSocket farIn = context.sub(options);
            PubSocket nearOut = context.pub(publisher);
            SubSocket nearIn = context.sub(options);
            PubSocket farOut = context.pub(publisher);
            farIn.subscribe("");
            nearIn.subscribe("");
            join(nearOut, farIn, "-there");
            join(farOut, nearIn, "-back");
            return new ZlinkLink(context, sockets, new DuplexEnd(nearOut, nearIn), new DuplexEnd(farOut, farIn));
        }

        /** The suffix keeps two inproc names of one context apart; the other transports make up addresses. */
        private void join(Socket connecting, Socket binding, String suffix) {
            sockets.add(connecting);
            sockets.add(binding);
            String where = transport.anywhere() + (transport == Transport.INPROC ? suffix : "");
            connecting.connect(binding.bind(where).endpoint());
        }
    }
}
