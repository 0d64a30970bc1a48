package zlink.benchmarks.jeromq;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zlink.benchmarks.link.End;
import zlink.benchmarks.link.Link;
import zlink.benchmarks.link.LinksOpener;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Transport;

/**
 * Opens JeroMQ's sockets as zlink's are opened: one context with one I/O thread, the far end binds.
 *
 * <p>JeroMQ 0.6.0 neither writes nor reads on a few percent of the connections it makes if they are established at
 * once, as they are on one machine. Only its own deadline for the handshake gets it out of that, so it has a short one.
 */
public final class JeroMqLinks implements LinksOpener {
    private static final int HANDSHAKE_MS = 300;
    private static final int RECONNECT_MS = 10;
    private static final String NEAR = "near";
    private static final String FAR = "far";

    /** Its name and version. */
    public static String version() {
        Properties properties = new Properties();
        try (InputStream stream = ZMQ.class.getResourceAsStream("/META-INF/maven/org.zeromq/jeromq/pom.properties")) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException unreadable) {
            // then it has no version
        }
        // ZMQ.getVersionString() is that of the libzmq it resembles
        return "JeroMQ " + properties.getProperty("version", "of unknown version");
    }

    @Override
    public List<Link> open(Cell cell, int count, int highWaterMark) {
        ZContext context = new ZContext(1);
        try {
            List<Link> links = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                links.add(new Opening(context, cell.transport(), highWaterMark, i).link(cell));
            }
            return links;
        } catch (RuntimeException | Error e) {
            context.close();
            throw e;
        }
    }

    /** The sockets of one link while they are being opened. */
    private record Opening(ZContext context, Transport transport, int highWaterMark, int number) {

        Link link(Cell cell) {
            return switch (cell.pattern()) {
                case PAIR -> duplex(SocketType.PAIR);
                case DEALER_DEALER -> duplex(SocketType.DEALER);
                case DEALER_ROUTER -> dealerAndRouter();
                case ROUTER_ROUTER -> routers(false);
                case ROUTER_ROUTER_POLL -> routers(true);
                case PUBSUB -> oneWay(SocketType.PUB, SocketType.SUB);
                case PUSHPULL -> oneWay(SocketType.PUSH, SocketType.PULL);
            };
        }

        private Link duplex(SocketType type) {
            ZMQ.Socket far = socket(type);
            ZMQ.Socket near = socket(type);
            join(near, far, "");
            return new JeroMqLink(context, new SocketEnd(near, near), new SocketEnd(far, far));
        }

        private Link dealerAndRouter() {
            ZMQ.Socket far = socket(SocketType.ROUTER);
            ZMQ.Socket near = socket(SocketType.DEALER);
            near.setIdentity(NEAR.getBytes(ZMQ.CHARSET));
            join(near, far, "");
            return new JeroMqLink(context, new SocketEnd(near, near), new RouterEnd(far, NEAR));
        }

        private Link routers(boolean polled) {
            ZMQ.Socket far = socket(SocketType.ROUTER);
            ZMQ.Socket near = socket(SocketType.ROUTER);
            far.setIdentity(FAR.getBytes(ZMQ.CHARSET));
            near.setIdentity(NEAR.getBytes(ZMQ.CHARSET));
            join(near, far, "");
            End nearEnd = new RouterEnd(near, FAR);
            End farEnd = new RouterEnd(far, NEAR);
            return polled
                    ? new JeroMqLink(context, polled(nearEnd, near), polled(farEnd, far))
                    : new JeroMqLink(context, nearEnd, farEnd);
        }

        private End polled(End end, ZMQ.Socket socket) {
            ZMQ.Poller poller = context.createPoller(1);
            poller.register(socket, ZMQ.Poller.POLLIN);
            return new PolledEnd(end, poller);
        }

        private Link oneWay(SocketType sending, SocketType receiving) {
            ZMQ.Socket farIn = socket(receiving);
            ZMQ.Socket nearOut = socket(sending);
            ZMQ.Socket nearIn = socket(receiving);
            ZMQ.Socket farOut = socket(sending);
            if (receiving == SocketType.SUB) {
                farIn.subscribe(ZMQ.SUBSCRIPTION_ALL);
                nearIn.subscribe(ZMQ.SUBSCRIPTION_ALL);
            }
            join(nearOut, farIn, "-there");
            join(farOut, nearIn, "-back");
            return new JeroMqLink(context, new SocketEnd(nearOut, nearIn), new SocketEnd(farOut, farIn));
        }

        private ZMQ.Socket socket(SocketType type) {
            ZMQ.Socket socket = context.createSocket(type);
            socket.setHWM(highWaterMark);
            socket.setLinger(0);
            socket.setHandshakeIvl(HANDSHAKE_MS);
            socket.setReconnectIVL(RECONNECT_MS);
            if (type == SocketType.ROUTER) {
                socket.setRouterMandatory(true); // otherwise it drops for a full peer
            }
            if (type == SocketType.PUB) {
                socket.setXpubNoDrop(true);
            }
            return socket;
        }

        private void join(ZMQ.Socket connecting, ZMQ.Socket binding, String suffix) {
            String where = transport.anywhere() + (transport == Transport.INPROC ? "-" + number + suffix : "");
            if (!binding.bind(where) || !connecting.connect(binding.getLastEndpoint())) {
                throw new IllegalStateException("JeroMQ cannot bind or connect " + where + ": error "
                        + binding.errno() + ", " + connecting.errno());
            }
        }
    }
}
