package zlink.benchmarks.nio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import zlink.benchmarks.measure.Lane;
import zlink.benchmarks.measure.Lanes;
import zlink.benchmarks.measure.Port;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Transport;

/** Lanes of two connected channels each, whatever the pattern: the bytes of a message are the same in all of them. */
public final class NioLanes implements Lanes {

    @Override
    public String name() {
        return "plain NIO";
    }

    @Override
    public List<Lane> open(Setup setup) {
        List<Lane> lanes = new ArrayList<>();
        try {
            for (int i = 0; i < setup.pairs(); i++) {
                lanes.add(setup.cell().transport() == Transport.TCP
                        ? overTcp(setup.cell().bytes()) : overIpc(setup.cell().bytes()));
            }
            return lanes;
        } catch (IOException e) {
            lanes.forEach(Lane::abort);
            throw new UncheckedIOException(e);
        }
    }

    private static Lane overTcp(int bytes) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel near = SocketChannel.open(server.getLocalAddress());
            SocketChannel far = server.accept();
            near.setOption(StandardSocketOptions.TCP_NODELAY, true);
            far.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return new ChannelLane(near, far, bytes);
        }
    }

    private static Lane overIpc(int bytes) throws IOException {
        Path directory = Files.createTempDirectory("zlink-nio");
        Path file = directory.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(file));
            SocketChannel near = SocketChannel.open(UnixDomainSocketAddress.of(file));
            return new ChannelLane(near, server.accept(), bytes);
        } finally {
            Files.deleteIfExists(file); // connections stay without it
            Files.delete(directory);
        }
    }

    private static final class ChannelLane implements Lane {
        private final SocketChannel nearChannel;
        private final SocketChannel farChannel;
        private final ChannelPort near;
        private final ChannelPort far;

        ChannelLane(SocketChannel nearChannel, SocketChannel farChannel, int bytes) throws IOException {
            this.nearChannel = nearChannel;
            this.farChannel = farChannel;
            this.near = new ChannelPort(nearChannel, bytes);
            this.far = new ChannelPort(farChannel, bytes);
        }

        @Override
        public Port near() {
            return near;
        }

        @Override
        public Port far() {
            return far;
        }

        @Override
        public String state() {
            return nearChannel + " to " + farChannel;
        }

        @Override
        public void close() {
            try {
                near.close();
                far.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void abort() {
            close();
        }
    }
}
