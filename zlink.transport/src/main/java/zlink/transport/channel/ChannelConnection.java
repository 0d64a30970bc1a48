package zlink.transport.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;
import zlink.api.Endpoint;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/**
 * A connection that is a non-blocking {@link SocketChannel}.
 *
 * <p>Interrupts are harmless: the JDK closes an interrupted thread's channel only where the thread could have
 * blocked in it, and nothing here ever blocks.
 */
public final class ChannelConnection implements Connection {

    /** A last look at a channel that has just been connected. */
    @FunctionalInterface
    public interface Established {

        /** @throws IOException if the connection must not be used after all */
        void check(SocketChannel connected) throws IOException;
    }

    /**
     * Fewest buffers any system takes in one gathering write (Windows; others take 1024). Only a write that took
     * at least as many whole buffers can have ended at that limit rather than because the peer took no more.
     */
    private static final int LEAST_GATHER_LIMIT = 16;

    private static final Ends UNKNOWN = new Ends("", "");

    private final SocketChannel channel;
    private final ChannelFamily family;
    private final String target; // for errors while connecting
    private final Established established;
    private final Readiness readiness;

    // Set once, by the thread that finds the channel connected; volatile since events read it from any thread.
    private volatile Ends ends = UNKNOWN;

    private ChannelConnection(SocketChannel channel, ChannelFamily family, String target, Established established) {
        this.channel = channel;
        this.family = family;
        this.target = target;
        this.established = established;
        this.readiness = new Readiness.Selectable(channel);
    }

    /**
     * A connection under way: {@link #finishConnect} completes it.
     *
     * @param channel non-blocking, connecting or connected
     */
    public static ChannelConnection connecting(
            SocketChannel channel, ChannelFamily family, Endpoint target, Established established) {
        return new ChannelConnection(channel, family, target.toString(), established);
    }

    /**
     * A connection a listener has accepted.
     *
     * @param channel non-blocking
     */
    public static ChannelConnection accepted(SocketChannel channel, ChannelFamily family) throws IOException {
        ChannelConnection connection = new ChannelConnection(channel, family, "", connected -> { });
        connection.ends = Ends.of(channel, family);
        return connection;
    }

    @Override
    public boolean finishConnect() throws IOException {
        if (ends != UNKNOWN) {
            return true;
        }
        try {
            if (!channel.finishConnect()) {
                return false;
            }
            established.check(channel);
            ends = Ends.of(channel, family);
            return true;
        } catch (IOException failure) {
            close();
            throw ChannelFailure.naming("cannot connect to " + target, failure);
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return channel.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long taken = 0;
        int end = offset + length;
        int first = offset;
        while (true) {
            taken += channel.write(sources, first, end - first);
            int from = first;
            while (first < end && !sources[first].hasRemaining()) {
                first++;
            }
            if (first == end || first - from < LEAST_GATHER_LIMIT) {
                return taken;
            }
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public Readiness readiness() {
        return readiness;
    }

    @Override
    public boolean supportsGatheringWrite() {
        return true;
    }

    @Override
    public String localAddress() {
        return ends.local();
    }

    @Override
    public String remoteAddress() {
        return ends.remote();
    }

    @Override
    public Map<String, String> peerProperties() {
        try {
            return family.peerProperties(channel);
        } catch (IOException closedOrUnsupported) {
            return Map.of(); // who it was can no longer be asked
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // the descriptor is gone either way
        }
    }

    @Override
    public String toString() {
        return ends == UNKNOWN ? "connecting to " + target : ends.local() + " - " + ends.remote();
    }

    /** Both addresses as text; kept, since a closed channel no longer tells them and events still name them. */
    private record Ends(String local, String remote) {

        static Ends of(SocketChannel channel, ChannelFamily family) throws IOException {
            return new Ends(family.text(channel.getLocalAddress()), family.text(channel.getRemoteAddress()));
        }
    }
}
