package zlink.benchmarks.link;

import java.util.ArrayList;
import java.util.List;
import zlink.api.Context;
import zlink.api.DealerSocket;
import zlink.api.PairSocket;
import zlink.api.PubSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.Receiver;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.Sender;
import zlink.api.Socket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SubSocket;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Transport;

/**
 * Opens zlink's sockets the way a program would.
 *
 * <p>The far end binds and the near end connects.
 */
public final class ZlinkLinks implements LinkOpener, LinksOpener {
    private static final RoutingId NEAR = RoutingId.of("near");
    private static final RoutingId FAR = RoutingId.of("far");

    private final SocketOptions options;
    private final ReceiveForm form;

    /**
     * Prepares links that receive into buffers.
     *
     * @param options what all sockets get
     */
    public ZlinkLinks(SocketOptions options) {
        this(options, ReceiveForm.BUFFER);
    }

    /**
     * Prepares links.
     *
     * @param options what all sockets get
     * @param form how a {@link BodyReader} gets to see what is received
     */
    public ZlinkLinks(SocketOptions options, ReceiveForm form) {
        this.options = options;
        this.form = form;
    }

    /** One link, with the high-water marks of the options. */
    @Override
    public Link open(Cell cell) {
        return open(cell, 1, options).get(0);
    }

    @Override
    public List<Link> open(Cell cell, int count, int highWaterMark) {
        SocketOptions limited = options.with(SocketOption.SEND_HIGH_WATER_MARK, highWaterMark)
                .with(SocketOption.RECEIVE_HIGH_WATER_MARK, highWaterMark);
        return open(cell, count, highWaterMark > 0 ? limited : limited.with(SocketOption.RECEIVE_LIMIT_BYTES, 0L));
    }

    private List<Link> open(Cell cell, int count, SocketOptions all) {
        SocketOptions secured = cell.transport().isEncrypted()
                ? all.with(SocketOption.TLS_CONTEXT, SelfSigned.context()) : all;
        Context context = Context.create();
        try {
            List<Link> links = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                links.add(new Opening(context, cell.transport(), secured, i).link(cell));
            }
            return links;
        } catch (RuntimeException | Error e) {
            context.close();
            throw e;
        }
    }

    /** The sockets of one link while they are being opened. */
    private final class Opening {
        private final Context context;
        private final Transport transport;
        private final SocketOptions options;
        private final SocketOptions router;
        private final SocketOptions publisher;
        private final int number;
        private final List<Socket> sockets = new ArrayList<>();

        Opening(Context context, Transport transport, SocketOptions options, int number) {
            this.context = context;
            this.transport = transport;
            this.options = options;
            // Otherwise a ROUTER drops for a full peer, and not one message may be missing here.
            this.router = options.with(SocketOption.ROUTER_MANDATORY, true);
            // The same for a PUB; every message then arrives because the publisher waits, not because queues are
            // endless.
            this.publisher = options.with(SocketOption.XPUB_NO_DROP, true);
            this.number = number;
        }

        Link link(Cell cell) {
            return switch (cell.pattern()) {
                case PAIR -> pair();
                case DEALER_DEALER -> dealers();
                case DEALER_ROUTER -> dealerAndRouter();
                case ROUTER_ROUTER -> routers(false);
                case ROUTER_ROUTER_POLL -> routers(true);
                case PUBSUB -> publishers();
                case PUSHPULL -> pipeline();
            };
        }

        private Link pair() {
            PairSocket far = context.pair(options);
            PairSocket near = context.pair(options);
            join(near, far, "");
            return link(duplex(near, near), duplex(far, far));
        }

        private Link dealers() {
            DealerSocket far = context.dealer(options);
            DealerSocket near = context.dealer(options);
            join(near, far, "");
            return link(duplex(near, near), duplex(far, far));
        }

        private Link dealerAndRouter() {
            RouterSocket far = context.router(router);
            DealerSocket near = context.dealer(options);
            join(near, far, "");
            return link(duplex(near, near), inForm(new RouterEnd(far), far, 1));
        }

        private Link routers(boolean polled) {
            RouterSocket far = context.router(router.with(SocketOption.ROUTING_ID, FAR));
            RouterSocket near = context.router(router.with(SocketOption.ROUTING_ID, NEAR));
            join(near, far, "");
            End nearEnd = inForm(new RouterEnd(near, FAR), near, 1);
            End farEnd = inForm(new RouterEnd(far, NEAR), far, 1);
            if (polled) {
                nearEnd = new PolledEnd(nearEnd, near, context.poller());
                farEnd = new PolledEnd(farEnd, far, context.poller());
            }
            return link(nearEnd, farEnd);
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
            return link(duplex(nearOut, nearIn), duplex(farOut, farIn));
        }

        /** A PUSH and a PULL each way, for the same reason. */
        private Link pipeline() {
            PullSocket farIn = context.pull(options);
            PushSocket nearOut = context.push(options);
            PullSocket nearIn = context.pull(options);
            PushSocket farOut = context.push(options);
            join(nearOut, farIn, "-there");
            join(farOut, nearIn, "-back");
            return link(duplex(nearOut, nearIn), duplex(farOut, farIn));
        }

        private Link link(End near, End far) {
            return new ZlinkLink(context, sockets, near, far);
        }

        private End duplex(Sender sender, Receiver receiver) {
            return inForm(new DuplexEnd(sender, receiver), receiver, 0);
        }

        private End inForm(End end, Receiver receiver, int bodyFrame) {
            return form == ReceiveForm.BUFFER ? end : new ReceivingEnd(end, receiver, form, bodyFrame);
        }

        /** The suffixes keep inproc names of one context apart; the other transports make up addresses. */
        private void join(Socket connecting, Socket binding, String suffix) {
            sockets.add(connecting);
            sockets.add(binding);
            String where = transport.anywhere() + (transport == Transport.INPROC ? "-" + number + suffix : "");
            connecting.connect(binding.bind(where).endpoint());
        }
    }
}
