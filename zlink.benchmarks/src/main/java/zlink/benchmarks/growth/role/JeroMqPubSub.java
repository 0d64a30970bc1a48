package zlink.benchmarks.growth.role;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zlink.benchmarks.link.BodyReader;
import zlink.benchmarks.scenario.Transport;

/**
 * JeroMQ's.
 *
 * <p>Some of many connections that it makes at once it neither reads nor writes; only its own deadline for the
 * handshake gets it out of that, so it has a short one.
 */
final class JeroMqPubSub implements PubSub {
    private static final int HANDSHAKE_MS = 300;
    private static final int RECONNECT_MS = 10;
    private static final int FOREVER = -1;

    private final ZContext context = new ZContext(1);
    private final List<ZMQ.Socket> subscribers = new ArrayList<>();
    private ZMQ.Socket publisher; // opened by publish()

    private ZMQ.Socket socket(SocketType type) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setHWM(HIGH_WATER_MARK);
        socket.setLinger(0);
        socket.setHandshakeIvl(HANDSHAKE_MS);
        socket.setReconnectIVL(RECONNECT_MS);
        return socket;
    }

    @Override
    public String publish() {
        publisher = socket(SocketType.PUB);
        if (!publisher.bind(Transport.TCP.anywhere())) {
            throw new IllegalStateException("JeroMQ cannot bind: error " + publisher.errno());
        }
        return publisher.getLastEndpoint();
    }

    /** It keeps the array it is given, so a sender that goes on using his has to copy it. */
    @Override
    public void send(byte[] body) {
        if (!publisher.send(body.clone())) {
            throw new IllegalStateException("JeroMQ cannot send: error " + publisher.errno());
        }
    }

    @Override
    public long dropped() {
        return -1;
    }

    @Override
    public long writes() {
        return -1;
    }

    @Override
    public void subscribe(String endpoint) {
        ZMQ.Socket subscriber = socket(SocketType.SUB);
        subscriber.subscribe(ZMQ.SUBSCRIPTION_ALL);
        if (!subscriber.connect(endpoint)) {
            throw new IllegalStateException("JeroMQ cannot connect " + endpoint + ": error " + subscriber.errno());
        }
        subscribers.add(subscriber);
    }

    @Override
    public void receive(int subscriber, BodyReader reader) {
        byte[] body = subscribers.get(subscriber).recv();
        reader.read(body, body.length);
    }

    @Override
    public boolean receive(int subscriber, BodyReader reader, Duration timeout) {
        ZMQ.Socket socket = subscribers.get(subscriber);
        socket.setReceiveTimeOut((int) timeout.toMillis());
        byte[] body = socket.recv();
        socket.setReceiveTimeOut(FOREVER);
        if (body != null) {
            reader.read(body, body.length);
        }
        return body != null;
    }

    @Override
    public void close() {
        context.close();
    }
}
