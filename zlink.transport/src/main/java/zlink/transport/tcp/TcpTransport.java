package zlink.transport.tcp;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import zlink.api.AddressRange;
import zlink.api.Endpoint;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.channel.ChannelConnection;
import zlink.transport.channel.ChannelFailure;
import zlink.transport.channel.ChannelListener;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider;

/**
 * {@code tcp://}: TCP over IPv4 and IPv6.
 *
 * <p>{@link SocketOption#IPV6} decides what {@code *} and names stand for; a numeric address says itself what it
 * is. Transports that are layers over tcp pass their own endpoints, whose scheme then stands in what is resolved and
 * in errors. Source: zmq_tcp(7).
 */
public final class TcpTransport implements TransportProvider {

    private final TcpFamily family = new TcpFamily();
    private final AddressOrder order = new AddressOrder(); // a hint only: see there
    private final TcpResolver resolver;

    public TcpTransport() {
        this(InetAddress::getAllByName);
    }

    TcpTransport(TcpResolver.NameService names) {
        this.resolver = new TcpResolver(names);
    }

    @Override
    public String scheme() {
        return "tcp";
    }

    @Override
    public void check(Endpoint endpoint, Use use) {
        TcpAddress.parse(endpoint, use);
    }

    @Override
    public Listener bind(Endpoint endpoint, SocketOptions options) throws IOException {
        TcpAddress.HostPort target = TcpAddress.parse(endpoint, Use.BIND).target();
        try {
            InetAddress local = resolver.local(target.host(), options.get(SocketOption.IPV6));
            return target.isRange() ? listenAtFirstFree(endpoint.scheme(), local, target, options)
                    : listen(endpoint.scheme(), new InetSocketAddress(local, target.port()), options);
        } catch (IOException | UnsupportedOperationException failure) { // unsupported: no IPv6 on this machine
            throw ChannelFailure.naming("cannot bind to " + endpoint, failure);
        }
    }

    /**
     * The endpoint as the listener of {@link #bind} would have it, without anything being bound; may resolve names.
     *
     * @return empty if {@code bind} has a choice of ports
     * @throws IOException as {@code bind} does, if the host is unknown
     */
    public Optional<Endpoint> resolved(Endpoint endpoint, SocketOptions options) throws IOException {
        TcpAddress.HostPort target = TcpAddress.parse(endpoint, Use.BIND).target();
        if (target.port() == 0 || target.isRange()) {
            return Optional.empty();
        }
        try {
            InetAddress local = resolver.local(target.host(), options.get(SocketOption.IPV6));
            String address = family.text(new InetSocketAddress(local, target.port()));
            return Optional.of(Endpoint.of(endpoint.scheme() + "://" + address));
        } catch (IOException failure) {
            throw ChannelFailure.naming("cannot bind to " + endpoint, failure);
        }
    }

    private Listener listenAtFirstFree(String scheme, InetAddress local, TcpAddress.HostPort ports,
            SocketOptions options) throws IOException {
        BindException first = null;
        for (int port = ports.port(); port <= ports.lastPort(); port++) {
            try {
                return listen(scheme, new InetSocketAddress(local, port), options);
            } catch (BindException taken) {
                if (first == null) {
                    first = taken;
                    // An address that is not ours is no different at the next port.
                    listen(scheme, new InetSocketAddress(local, 0), options).close();
                }
            }
        }
        BindException none = new BindException("none of the ports " + ports.port() + " to " + ports.lastPort()
                + " is free, the first: " + first.getMessage());
        none.initCause(first);
        throw none;
    }

    private Listener listen(String scheme, InetSocketAddress address, SocketOptions options) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(familyOf(address.getAddress()));
        try {
            channel.configureBlocking(false);
            TcpOptions.applyToListener(channel, options);
            channel.bind(address, options.get(SocketOption.BACKLOG));
            Endpoint resolved = Endpoint.of(scheme + "://" + family.text(channel.getLocalAddress()));
            return new ChannelListener(channel, resolved, family, accepted -> admit(accepted, options), () -> { });
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static boolean admit(SocketChannel accepted, SocketOptions options) throws IOException {
        List<AddressRange> allowed = options.get(SocketOption.TCP_ACCEPT_FILTER);
        InetAddress peer = ((InetSocketAddress) accepted.getRemoteAddress()).getAddress();
        if (!allowed.isEmpty() && allowed.stream().noneMatch(range -> range.contains(peer))) {
            return false;
        }
        TcpOptions.applyToStream(accepted, options);
        return true;
    }

    @Override
    public boolean connectMayWait(Endpoint endpoint) {
        TcpAddress address = TcpAddress.parse(endpoint, Use.CONNECT);
        return address.target().host() instanceof TcpHost.Name
                || address.source().isPresent() && address.source().get().host() instanceof TcpHost.Name;
    }

    @Override
    public Connection connect(Endpoint endpoint, SocketOptions options) throws IOException {
        TcpAddress address = TcpAddress.parse(endpoint, Use.CONNECT);
        TcpHost host = address.target().host();
        boolean isName = host instanceof TcpHost.Name;
        int skipped = isName ? order.begin(host.toString()) : 0;
        List<InetAddress> remotes;
        try {
            remotes = AddressOrder.from(skipped, resolver.remote(host, options.get(SocketOption.IPV6)));
        } catch (IOException unknown) {
            throw ChannelFailure.naming("cannot connect to " + endpoint, unknown);
        }
        Exception last = null;
        for (InetAddress remote : remotes) { // the first that does not fail at once
            try {
                SocketChannel channel =
                        open(new InetSocketAddress(remote, address.target().port()), address.source(), options);
                return ChannelConnection.connecting(channel, family, endpoint, connected -> {
                    refuseSelf(connected);
                    if (isName) {
                        order.worked(host.toString(), skipped);
                    }
                });
            } catch (IOException | UnsupportedOperationException failure) { // unsupported: no IPv6 on this machine
                if (last != null) {
                    failure.addSuppressed(last);
                }
                last = failure;
            }
        }
        throw ChannelFailure.naming("cannot connect to " + endpoint, last);
    }

    private SocketChannel open(InetSocketAddress remote, Optional<TcpAddress.HostPort> source,
            SocketOptions options) throws IOException {
        SocketChannel channel = SocketChannel.open(familyOf(remote.getAddress()));
        try {
            channel.configureBlocking(false);
            TcpOptions.applyToStream(channel, options);
            if (source.isPresent()) {
                bindSource(channel, source.get(), remote.getAddress());
            }
            channel.connect(remote);
            return channel;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private void bindSource(SocketChannel channel, TcpAddress.HostPort source, InetAddress remote)
            throws IOException {
        // As libzmq: several connections to different peers may leave from one port.
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        boolean ipv6 = !(remote instanceof Inet4Address);
        try {
            InetAddress local = resolver.local(source.host(), ipv6);
            if (familyOf(local) != familyOf(remote)) {
                throw new IOException("it is not of the family of " + TcpText.host(remote));
            }
            channel.bind(new InetSocketAddress(local, source.port()));
        } catch (IOException failure) {
            throw ChannelFailure.naming("cannot leave from " + source, failure);
        }
    }

    /** A kernel that looks for a free local port can hit the one nobody listens on, and connect it to itself. */
    private static void refuseSelf(SocketChannel connected) throws IOException {
        if (connected.getLocalAddress().equals(connected.getRemoteAddress())) {
            throw new IOException("connected to itself, nobody listens there");
        }
    }

    private static StandardProtocolFamily familyOf(InetAddress address) {
        return address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }
}
