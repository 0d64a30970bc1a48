package zlink.transport.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;

/**
 * Two ends of an established connection.
 *
 * @param client the end that connected
 * @param server the end that was accepted
 */
public record Pair(Listener listener, End client, End server) implements AutoCloseable {

    static Pair establish(TransportFixture transport) throws IOException, InterruptedException {
        return establish(transport, SocketOptions.defaults());
    }

    /** With buffers so small that they are soon full. */
    static Pair narrow(TransportFixture transport) throws IOException, InterruptedException {
        return establish(transport, SocketOptions.defaults()
                .with(SocketOption.SEND_BUFFER, 16 << 10).with(SocketOption.RECEIVE_BUFFER, 16 << 10));
    }

    public static Pair establish(TransportFixture transport, SocketOptions options)
            throws IOException, InterruptedException {
        Listener listener = transport.provider().bind(transport.fresh().get(), transport.options().withAll(options));
        return connected(transport, listener, options);
    }

    static Pair connected(TransportFixture transport, Listener listener, SocketOptions options)
            throws IOException, InterruptedException {
        Pair pair = connected(
                transport.provider().connect(listener.endpoint(), transport.options().withAll(options)), listener);
        // As an engine does, which looks for input at once. What a transport says there for itself, such as how to
        // resume a session of TLS, is taken in.
        if (pair.client().connection().read(ByteBuffer.allocateDirect(1)) != 0) {
            throw new AssertionError("there was something to read before anything was sent");
        }
        return pair;
    }

    /** Completes what has been begun. */
    public static Pair connected(Connection connecting, Listener listener) throws IOException, InterruptedException {
        End client = new End(connecting);
        End server = accept(listener);
        client.awaitConnected();
        shakeHands(client.connection(), server.connection());
        return new Pair(listener, client, server);
    }

    /** All ends do what their transport has to agree on, by turns. */
    public static void shakeHands(Connection... ends) throws IOException {
        Deadline deadline = Deadline.waitingFor("hands to be shaken between " + Arrays.toString(ends));
        boolean[] done = new boolean[ends.length];
        for (int left = ends.length; left > 0; ) {
            deadline.remainingNs();
            for (int i = 0; i < ends.length; i++) {
                if (!done[i] && ends[i].shakeHands() == 0) {
                    done[i] = true;
                    left--;
                }
            }
        }
    }

    /** The next connection that comes and is let in. */
    public static End accept(Listener listener) throws IOException, InterruptedException {
        Deadline deadline = Deadline.waitingFor("a connection to accept at " + listener.endpoint());
        Waiter waiter = new Waiter(listener.readiness());
        while (true) {
            Optional<Connection> accepted = listener.accept();
            if (accepted.isPresent()) {
                return new End(accepted.get());
            }
            waiter.await(Readiness.READ, deadline);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        listener.close();
    }
}
