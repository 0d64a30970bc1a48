package zlink.transport.channel;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import zlink.api.Endpoint;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;

/** A listener that is a non-blocking {@link ServerSocketChannel}. */
public final class ChannelListener implements Listener {

    /** Decides about one accepted channel, and configures it. */
    @FunctionalInterface
    public interface Admission {

        /** Whether the peer may stay. */
        boolean admits(SocketChannel accepted) throws IOException;
    }

    private final ServerSocketChannel channel;
    private final Endpoint endpoint;
    private final ChannelFamily family;
    private final Admission admission;
    private final Runnable beforeClose;
    private final Readiness readiness;
    private final ReentrantLock closing = new ReentrantLock();

    /**
     * Takes over a bound, non-blocking channel.
     *
     * @param endpoint what it is bound to, without wildcards
     * @param beforeClose gives back what the channel itself does not; called once
     */
    public ChannelListener(ServerSocketChannel channel, Endpoint endpoint, ChannelFamily family,
            Admission admission, Runnable beforeClose) {
        this.channel = channel;
        this.endpoint = endpoint;
        this.family = family;
        this.admission = admission;
        this.beforeClose = beforeClose;
        this.readiness = new Readiness.Selectable(channel);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public Optional<Connection> accept() throws IOException {
        try {
            SocketChannel accepted = channel.accept();
            return accepted == null ? Optional.empty() : admit(accepted);
        } catch (ClosedChannelException closed) {
            throw closed; // expected, and not a failure to accept
        } catch (IOException failure) {
            throw ChannelFailure.naming("cannot accept at " + endpoint, failure);
        }
    }

    private Optional<Connection> admit(SocketChannel accepted) throws IOException {
        try {
            accepted.configureBlocking(false);
            if (admission.admits(accepted)) {
                return Optional.of(ChannelConnection.accepted(accepted, family));
            }
        } catch (IOException | RuntimeException failure) {
            accepted.close();
            throw failure;
        }
        accepted.close();
        return Optional.empty();
    }

    @Override
    public Readiness readiness() {
        return readiness;
    }

    @Override
    public void close() {
        closing.lock(); // whoever comes second returns when the address is free, too
        try {
            if (channel.isOpen()) {
                beforeClose.run();
                channel.close();
            }
        } catch (IOException ignored) {
            // the descriptor is gone either way
        } finally {
            closing.unlock();
        }
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
