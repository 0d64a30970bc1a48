package zlink.tests.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zlink.api.SocketType;
import zlink.tests.fixture.Deadline;

/**
 * JeroMQ, in this JVM.
 *
 * <p>JeroMQ 0.6.0 neither writes nor reads on a few percent of the connections it makes, if they are established at
 * once, as they are on one machine: whoever is at the other end, even one who says nothing. Only its own deadline for
 * the handshake gets it out of that, so it has a short one here.
 */
final class JeroMqPeer implements ForeignPeer {
    private static final int HANDSHAKE_MS = 300;

    private final ZContext context = new ZContext();

    @Override
    public ForeignSocket open(SocketType type, Map<Option, Object> options) {
        ZMQ.Socket socket = context.createSocket(org.zeromq.SocketType.valueOf(type.name()));
        socket.setLinger(0);
        socket.setReconnectIVL(10);
        socket.setHandshakeIvl(HANDSHAKE_MS);
        socket.setSendTimeOut((int) Deadline.PATIENCE.toMillis());
        options.forEach((option, value) -> set(socket, option, value));
        return new JeroMqSocket(socket);
    }

    private static void set(ZMQ.Socket socket, Option option, Object value) {
        switch (option) {
            case ROUTING_ID -> socket.setIdentity((byte[]) value);
            case ROUTER_MANDATORY -> socket.setRouterMandatory(value.equals(1));
            case ROUTER_HANDOVER -> socket.setRouterHandover(value.equals(1));
            case HEARTBEAT_IVL -> socket.setHeartbeatIvl((Integer) value);
            case HEARTBEAT_TTL -> socket.setHeartbeatTtl((Integer) value);
            case HEARTBEAT_TIMEOUT -> socket.setHeartbeatTimeout((Integer) value);
            case REQ_CORRELATE -> socket.setReqCorrelate(value.equals(1));
            case CONFLATE -> socket.setConflate(value.equals(1));
        }
    }

    @Override
    public void close() {
        context.close();
    }

    private static final class JeroMqSocket implements ForeignSocket {
        private final ZMQ.Socket socket;

        private JeroMqSocket(ZMQ.Socket socket) {
            this.socket = socket;
        }

        @Override
        public String bind(String endpoint) {
            if (!socket.bind(endpoint)) {
                throw new AssertionError("JeroMQ cannot bind " + endpoint + ": error " + socket.errno());
            }
            return socket.getLastEndpoint();
        }

        @Override
        public void connect(String endpoint) {
            if (!socket.connect(endpoint)) {
                throw new AssertionError("JeroMQ cannot connect " + endpoint + ": error " + socket.errno());
            }
        }

        @Override
        public void disconnect(String endpoint) {
            if (!socket.disconnect(endpoint)) {
                throw new AssertionError("JeroMQ cannot disconnect " + endpoint + ": error " + socket.errno());
            }
        }

        @Override
        public void send(List<byte[]> frames) {
            for (int i = 0; i < frames.size(); i++) {
                if (!socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0)) {
                    throw new AssertionError("JeroMQ cannot send: error " + socket.errno());
                }
            }
        }

        @Override
        public Optional<List<byte[]>> receive(Duration timeout) {
            socket.setReceiveTimeOut((int) timeout.toMillis());
            byte[] first = socket.recv();
            if (first == null) {
                return Optional.empty();
            }
            List<byte[]> frames = new ArrayList<>(List.of(first));
            while (socket.hasReceiveMore()) {
                frames.add(socket.recv());
            }
            return Optional.of(frames);
        }

        @Override
        public void subscribe(byte[] prefix) {
            socket.subscribe(prefix);
        }

        @Override
        public void unsubscribe(byte[] prefix) {
            socket.unsubscribe(prefix);
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
