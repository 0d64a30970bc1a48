package zlink.benchmarks.growth.role;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import zlink.benchmarks.link.BodyReader;
import zlink.benchmarks.measure.Fields;
import zlink.benchmarks.measure.Verifier;
import zlink.benchmarks.run.WrongMessageException;

/**
 * Subscribes: {@code join}, {@code listen} until everybody has heard a greeting, {@code receive}. One thread receives a
 * block by each socket that takes part, in turn, so that every library does the same; the others are not read.
 */
final class SubscribeRole implements Role {
    private static final Duration PATIENCE = Duration.ofMillis(1);

    private final PubSub sockets;
    private final List<Ear> ears = new ArrayList<>();
    private OutputStream acknowledgements; // from join() on

    SubscribeRole(PubSub sockets) {
        this.sockets = sockets;
    }

    @Override
    public Fields perform(Fields order) throws IOException {
        return switch (order.text("do")) {
            case "join" -> join(order.text("endpoint"), (int) order.number("port"),
                    (int) order.number("subscribers"));
            case "listen" -> listen();
            case "receive" -> receive(order.number("messages"), (int) order.number("bytes"),
                    (int) order.number("readers"), (int) order.number("block"));
            default -> throw Role.unknown(order);
        };
    }

    private Fields join(String endpoint, int port, int count) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true); // otherwise one waits for the kernel's word on the one before
        acknowledgements = socket.getOutputStream();
        for (int i = 0; i < count; i++) {
            sockets.subscribe(endpoint);
            ears.add(new Ear());
        }
        return new Fields().with("subscribers", count);
    }

    private Fields listen() {
        for (int i = 0; i < ears.size(); i++) {
            if (!ears.get(i).greeted) {
                sockets.receive(i, ears.get(i), PATIENCE);
            }
        }
        return new Fields().with("heard", ears.stream().filter(ear -> ear.greeted).count());
    }

    private Fields receive(long messages, int bytes, int readers, int size) throws IOException {
        for (Ear ear : ears) {
            ear.expected = new Verifier(bytes);
        }
        int blocks = Acknowledgements.blocks(messages, size);
        Stopwatch stopwatch = new Stopwatch();
        for (int block = 0; block < blocks; block++) {
            long end = Math.min(messages, (block + 1L) * size);
            for (int i = 0; i < readers; i++) {
                Ear ear = ears.get(i);
                while (ear.expected.received() < end) {
                    sockets.receive(i, ear);
                }
            }
            acknowledgements.write(1);
        }
        Fields answer = stopwatch.stop(messages * readers);
        for (int i = 0; i < readers; i++) {
            if (sockets.receive(i, ears.get(i), Duration.ZERO)) {
                throw new WrongMessageException("a message came after the last one");
            }
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        sockets.close();
        if (acknowledgements != null) {
            acknowledgements.close();
        }
    }

    /** What one subscriber hears: greetings until the first message, then only messages. */
    private static final class Ear implements BodyReader {
        private boolean greeted;
        private Verifier expected; // of the order that is followed

        @Override
        public void read(byte[] array, int size) {
            if (size == PublishRole.GREETING.length && (expected == null || expected.received() == 0)) {
                greeted = true;
            } else {
                expected.read(array, size);
            }
        }

        @Override
        public void read(ByteBuffer buffer, int offset, int size) {
            throw new UnsupportedOperationException("nothing is received in place here");
        }
    }
}
