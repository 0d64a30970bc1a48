package zlink.benchmarks.growth.role;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import zlink.benchmarks.measure.Fields;
import zlink.benchmarks.measure.Payload;

/**
 * Publishes: {@code open}, {@code greet} until everybody has heard it, {@code publish}. It goes on as soon as those who
 * receive have acknowledged enough, over a connection beside the library's: as fast as they can, and nothing is lost.
 */
final class PublishRole implements Role {
    /** Has fewer bytes than any message. */
    static final byte[] GREETING = {'h', 'i'};

    private final PubSub sockets;
    private ServerSocket server;       // opened by open()
    private InputStream acknowledged;  // from the first publish() on

    PublishRole(PubSub sockets) {
        this.sockets = sockets;
    }

    @Override
    public Fields perform(Fields order) throws IOException {
        return switch (order.text("do")) {
            case "open" -> open();
            case "greet" -> greet();
            case "publish" -> publish(order.number("messages"), (int) order.number("bytes"),
                    (int) order.number("block"));
            default -> throw Role.unknown(order);
        };
    }

    private Fields open() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        return new Fields().with("endpoint", sockets.publish()).with("port", server.getLocalPort());
    }

    private Fields greet() {
        sockets.send(GREETING);
        return new Fields().with("greetings", 1);
    }

    /** Time runs from before the first message until the last one is acknowledged. */
    private Fields publish(long messages, int bytes, int size) throws IOException {
        if (acknowledged == null) {
            acknowledged = server.accept().getInputStream();
        }
        Payload payload = new Payload(bytes);
        int blocks = Acknowledgements.blocks(messages, size);
        long writesBefore = sockets.writes();
        Stopwatch stopwatch = new Stopwatch();
        for (int block = 0; block < blocks; block++) {
            if (block >= Acknowledgements.MOST_AHEAD) {
                awaitAcknowledgement();
            }
            long end = Math.min(messages, (block + 1L) * size);
            for (long i = (long) block * size; i < end; i++) {
                sockets.send(payload.of(i, 0));
            }
        }
        for (int i = 0; i < Math.min(blocks, Acknowledgements.MOST_AHEAD); i++) {
            awaitAcknowledgement();
        }
        return stopwatch.stop(messages).with("dropped", sockets.dropped())
                .with("writes", sockets.writes() - writesBefore);
    }

    private void awaitAcknowledgement() throws IOException {
        if (acknowledged.read() < 0) {
            throw new IOException("the subscribers have gone");
        }
    }

    @Override
    public void close() throws IOException {
        sockets.close();
        if (server != null) {
            server.close();
        }
    }
}
