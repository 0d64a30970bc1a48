package zlink.transport.ipc;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import zlink.api.Endpoint;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.channel.BufferSizes;
import zlink.transport.channel.ChannelConnection;
import zlink.transport.channel.ChannelFailure;
import zlink.transport.channel.ChannelListener;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider;

/** {@code ipc://}: Unix domain sockets between processes of one machine. Source: zmq_ipc(7). */
public final class IpcTransport implements TransportProvider {

    private final IpcFamily family = new IpcFamily();

    @Override
    public String scheme() {
        return "ipc";
    }

    @Override
    public void check(Endpoint endpoint, Use use) {
        IpcPath.check(endpoint, use);
    }

    @Override
    public Listener bind(Endpoint endpoint, SocketOptions options) throws IOException {
        check(endpoint, Use.BIND);
        try {
            return listen(endpoint, options);
        } catch (IOException | UnsupportedOperationException failure) { // unsupported: by an old Windows
            throw ChannelFailure.naming("cannot bind to " + endpoint, failure);
        }
    }

    private Listener listen(Endpoint endpoint, SocketOptions options) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            int backlog = options.get(SocketOption.BACKLOG);
            FileAccess access = FileAccess.of(options);
            SocketFile file = IpcPath.isWildcard(endpoint)
                    ? SocketFile.bindFresh(channel, access, backlog)
                    : SocketFile.bind(channel, IpcPath.parse(endpoint), access, backlog);
            return new ChannelListener(channel, Endpoint.of("ipc://" + file.path()),
                    family.showing(channel.getLocalAddress(), file.path()),
                    accepted -> admit(accepted, options), file::remove);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static boolean admit(SocketChannel accepted, SocketOptions options) throws IOException {
        BufferSizes.apply(accepted, options);
        return true;
    }

    @Override
    public boolean connectMayWait(Endpoint endpoint) {
        return false;
    }

    @Override
    public Connection connect(Endpoint endpoint, SocketOptions options) throws IOException {
        check(endpoint, Use.CONNECT);
        try {
            return open(endpoint, options);
        } catch (IOException | UnsupportedOperationException failure) {
            throw ChannelFailure.naming("cannot connect to " + endpoint, failure);
        }
    }

    private Connection open(Endpoint endpoint, SocketOptions options) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            BufferSizes.apply(channel, options);
            if (!channel.connect(UnixDomainSocketAddress.of(IpcPath.parse(endpoint)))) {
                // The kernel connects at once or not at all: it has nothing pending that could be waited for, and
                // the JDK would take the unconnected channel for a connected one.
                throw new ConnectException("the listener's backlog is full");
            }
            return ChannelConnection.connecting(channel, family, endpoint, connected -> { });
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }
}
