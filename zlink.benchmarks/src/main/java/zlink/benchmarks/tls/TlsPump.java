package zlink.benchmarks.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import zlink.api.Endpoint;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.benchmarks.link.SelfSigned;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.tls.TlsTransport;

/**
 * Pumps the same bytes through zlink's TLS connection and through a bare engine, over loopback, by turns.
 *
 * <p>Arguments: seconds per sample (default 1), samples of each (default 5). Prints medians and their ratio.
 */
public final class TlsPump {

    private static final int[] WRITE_BYTES = {1 << 10, 64 << 10};
    private static final int READ_BYTES = 64 << 10;
    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "pump");
        thread.setDaemon(true);
        thread.start();
    };

    private final SSLContext context;

    private TlsPump(SSLContext context) {
        this.context = context;
    }

    /** Two joined ends. */
    private record Link(TlsEnd writer, TlsEnd reader) { }

    @FunctionalInterface
    private interface Opener {
        Link open() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 1;
        int samples = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        TlsPump pump = new TlsPump(SelfSigned.context());
        for (int bytes : WRITE_BYTES) {
            double[] bare = new double[samples];
            double[] zlink = new double[samples];
            rate(pump::bare, bytes, seconds); // warms up
            rate(pump::zlink, bytes, seconds);
            for (int sample = 0; sample < samples; sample++) {
                bare[sample] = rate(pump::bare, bytes, seconds);
                zlink[sample] = rate(pump::zlink, bytes, seconds);
            }
            Arrays.sort(bare);
            Arrays.sort(zlink);
            double one = bare[samples / 2];
            double other = zlink[samples / 2];
            System.out.printf("writes of %6d bytes: engine %7.1f MB/s, zlink %7.1f MB/s, ratio %.2f%n", bytes, one,
                    other, other / one);
        }
    }

    /** Million bytes a second. */
    private static double rate(Opener opener, int bytes, double seconds) throws Exception {
        Link link = opener.open();
        AtomicLong received = new AtomicLong();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> readAll(link.reader(), received), THREADS);
        ByteBuffer source = ByteBuffer.allocateDirect(bytes);
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        long written = 0;
        while (System.nanoTime() < end) {
            link.writer().write(source.clear());
            written += bytes;
        }
        while (received.get() < written && !reading.isDone()) {
            Thread.onSpinWait();
        }
        double rate = written * 1e3 / (System.nanoTime() - begin);
        link.writer().close();
        reading.get();
        link.reader().close();
        if (received.get() != written) {
            throw new IllegalStateException(received + " of " + written + " bytes arrived");
        }
        return rate;
    }

    private static void readAll(TlsEnd reader, AtomicLong received) {
        ByteBuffer target = ByteBuffer.allocateDirect(READ_BYTES);
        try {
            for (int count = 0; count >= 0; count = reader.read(target.clear())) {
                received.addAndGet(count);
            }
        } catch (IOException reset) {
            return; // closed with TLS's tickets unread; whoever closed has counted
        }
    }

    private Link bare() throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel from = SocketChannel.open(listener.getLocalAddress());
            SocketChannel to = listener.accept();
            from.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SSLEngine client = context.createSSLEngine("127.0.0.1", 1);
            client.setUseClientMode(true);
            SSLEngine server = context.createSSLEngine();
            server.setUseClientMode(false);
            EngineEnd writer = new EngineEnd(from, client);
            EngineEnd reader = new EngineEnd(to, server);
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> {
                try {
                    reader.shakeHands();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }, THREADS);
            writer.shakeHands();
            answering.get();
            return new Link(writer, reader);
        }
    }

    private Link zlink() throws Exception {
        SocketOptions options = SocketOptions.defaults().with(SocketOption.TLS_CONTEXT, context);
        TlsTransport transport = new TlsTransport();
        try (Listener listener = transport.bind(Endpoint.of("tls://127.0.0.1:*"), options)) {
            Connection client = transport.connect(listener.endpoint(), options);
            while (!client.finishConnect()) {
                Thread.onSpinWait();
            }
            Optional<Connection> server = listener.accept();
            while (server.isEmpty()) {
                server = listener.accept();
            }
            for (int mine = 1, its = 1; (mine | its) != 0; ) {
                mine = mine == 0 ? 0 : client.shakeHands();
                its = its == 0 ? 0 : server.get().shakeHands();
            }
            return new Link(new ConnectionEnd(client), new ConnectionEnd(server.get()));
        }
    }
}
