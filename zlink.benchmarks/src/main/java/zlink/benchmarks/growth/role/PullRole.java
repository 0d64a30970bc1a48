package zlink.benchmarks.growth.role;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.Poller;
import zlink.api.PullSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.benchmarks.measure.Fields;
import zlink.benchmarks.measure.Payload;
import zlink.benchmarks.measure.Verifier;
import zlink.benchmarks.run.WrongMessageException;
import zlink.benchmarks.scenario.Transport;

/**
 * Sockets to which many connect: {@code open}, {@code settle} once they have, {@code receive}, {@code footprint}.
 *
 * <p>Where a message has a time, these have the number of the connection that sent it.
 */
final class PullRole implements Role {
    private static final int TURN = 64; // messages of a socket that is ready, then the next
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<PullSocket> sockets = new ArrayList<>();
    private Context context;  // opened by the first order
    private Poller poller;
    private ByteBuffer scratch = ByteBuffer.allocate(0);
    private Verifier[] connections = {}; // of the order that is followed

    @Override
    public Fields perform(Fields order) throws IOException {
        return switch (order.text("do")) {
            case "open" -> open((int) order.number("sockets"), (int) order.number("connections"));
            case "settle" -> settle(order.number("connections"));
            case "footprint" -> Footprint.take().into(new Fields());
            case "receive" -> receive(order);
            default -> throw Role.unknown(order);
        };
    }

    /** The footprint is that of the context while it is empty. */
    private Fields open(int count, int most) throws IOException {
        context = Context.create(ContextOptions.defaults().withMaxSockets(count + 1));
        Fields answer = Footprint.take().into(new Fields());
        SocketOptions options = SocketOptions.defaults().with(SocketOption.MAX_CONNECTIONS, most);
        List<String> endpoints = new ArrayList<>();
        poller = context.poller();
        for (int i = 0; i < count; i++) {
            PullSocket socket = context.pull(options);
            endpoints.add(socket.bind(Transport.TCP.anywhere()).endpoint().toString());
            poller.register(socket, Poller.Interest.RECEIVE);
            sockets.add(socket);
        }
        return answer.with("endpoints", String.join(",", endpoints));
    }

    private Fields settle(long wanted) throws IOException {
        while (sockets.stream().mapToLong(socket -> socket.statistics().connections()).sum() < wanted) {
            LockSupport.parkNanos(LOOK_NS);
        }
        return Footprint.take().into(new Fields());
    }

    private Fields receive(Fields order) {
        int messages = (int) order.number("messages");
        int bytes = (int) order.number("bytes");
        scratch = ByteBuffer.allocate(bytes);
        connections = new Verifier[(int) order.number("connections")];
        for (int i = 0; i < connections.length; i++) {
            connections[i] = new Verifier(bytes);
        }
        Fields answer = sockets.size() == 1 ? fromOne(sockets.get(0), messages) : fromAll(messages);
        for (Verifier connection : connections) {
            if (connection.received() != messages / connections.length) {
                throw new WrongMessageException(connection.received() + " messages of a connection instead of "
                        + messages / connections.length);
            }
        }
        for (PullSocket socket : sockets) {
            if (socket.tryReceive(scratch.clear()) >= 0) {
                throw new WrongMessageException("a message came after the last one");
            }
        }
        return answer;
    }

    /** Time runs from the first message on, since nobody knows when it was sent. */
    private Fields fromOne(PullSocket socket, int messages) {
        take(socket.receive(scratch.clear()));
        Stopwatch stopwatch = new Stopwatch();
        for (int i = 1; i < messages; i++) {
            take(socket.receive(scratch.clear()));
        }
        return stopwatch.stop(messages - 1);
    }

    private Fields fromAll(int messages) {
        poller.await();
        Stopwatch stopwatch = new Stopwatch();
        int received = 0;
        while (received < messages) {
            List<Poller.Registration> ready = poller.await();
            for (int i = 0; i < ready.size(); i++) {
                received += drain((PullSocket) ready.get(i).socket());
            }
        }
        return stopwatch.stop(messages);
    }

    private int drain(PullSocket socket) {
        for (int i = 0; i < TURN; i++) {
            int size = socket.tryReceive(scratch.clear());
            if (size < 0) {
                return i;
            }
            take(size);
        }
        return TURN;
    }

    private void take(int size) {
        long connection = size < Payload.MIN_BYTES ? 0 : Payload.timeIn(scratch.array());
        if (connection < 0 || connection >= connections.length) {
            throw new WrongMessageException("a message of connection " + connection + " of " + connections.length);
        }
        connections[(int) connection].read(scratch.array(), size);
    }

    @Override
    public void close() {
        if (context != null) {
            context.close(Duration.ZERO);
        }
    }
}
