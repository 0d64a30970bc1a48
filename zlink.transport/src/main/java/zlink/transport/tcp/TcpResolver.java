package zlink.transport.tcp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns hosts into addresses. May block, for names only. Stateless, from any thread. */
final class TcpResolver {

    /** Who knows the addresses of names; blocks. */
    @FunctionalInterface
    interface NameService {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /** IPv6 first, but what works with a zone only last; the sort is stable, so else as given. */
    private static final Comparator<InetAddress> PREFERENCE = Comparator
            .comparing(InetAddress::isLinkLocalAddress)
            .thenComparing(Inet4Address.class::isInstance);

    private static final InetAddress ANY_IPV4 = literal("0.0.0.0");
    private static final InetAddress ANY_IPV6 = literal("[::]");

    private final NameService names;

    TcpResolver(NameService names) {
        this.names = names;
    }

    /**
     * Where a peer may be, to be tried in this order.
     *
     * @param ipv6 whether a name may stand for IPv6 addresses; an address says itself what it is
     */
    List<InetAddress> remote(TcpHost host, boolean ipv6) throws IOException {
        if (host instanceof TcpHost.Literal literal) {
            return List.of(reachable(literal.address()));
        }
        return named(host, ipv6);
    }

    /**
     * Which of our own addresses is meant. A name that stands for several means the first that is ours; whether it is
     * taken is not asked, since binding to another one instead would surprise.
     */
    InetAddress local(TcpHost host, boolean ipv6) throws IOException {
        if (host instanceof TcpHost.Any) {
            return ipv6 && isIpv6Available() ? ANY_IPV6 : ANY_IPV4; // the former takes IPv4 peers as well
        }
        if (host instanceof TcpHost.Literal literal) {
            return literal.address();
        }
        NetworkInterface device = NetworkInterface.getByName(host.toString());
        if (device != null) {
            return usable("the interface " + host, device.inetAddresses(), ipv6).get(0);
        }
        List<InetAddress> candidates = ownNamed(host, ipv6);
        for (InetAddress candidate : candidates) {
            if (NetworkInterface.getByInetAddress(candidate) != null) {
                return candidate;
            }
        }
        return candidates.get(0); // the system says best what is wrong with it
    }

    /** What a name stands for that is no interface's; what it could have been if it stands for nothing. */
    private List<InetAddress> ownNamed(TcpHost host, boolean ipv6) throws IOException {
        try {
            return named(host, ipv6);
        } catch (UnknownHostException unknown) {
            UnknownHostException named = new UnknownHostException(unknown.getMessage()
                    + "; the interfaces of this machine are " + interfaces());
            named.initCause(unknown);
            throw named;
        }
    }

    private static String interfaces() throws IOException {
        return NetworkInterface.networkInterfaces().map(NetworkInterface::getName).sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean isIpv6Available() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET6)) {
            return channel.isOpen();
        } catch (UnsupportedOperationException missing) {
            return false;
        }
    }

    private List<InetAddress> named(TcpHost host, boolean ipv6) throws UnknownHostException {
        if (host instanceof TcpHost.Name name && name.endsInNumber()) {
            throw new UnknownHostException("no interface " + name); // and never a question to a name server
        }
        return usable(host.toString(), Stream.of(names.addresses(host.toString())), ipv6);
    }

    private static List<InetAddress> usable(String what, Stream<InetAddress> all, boolean ipv6)
            throws UnknownHostException {
        List<InetAddress> addresses = all.filter(address -> ipv6 || address instanceof Inet4Address)
                .sorted(PREFERENCE)
                .toList();
        if (addresses.isEmpty()) {
            throw new UnknownHostException(what + " has no " + (ipv6 ? "" : "IPv4 ") + "address");
        }
        return addresses;
    }

    /** A bound wildcard is handed out as it is; its peers are on this host, and the JDK would look the host up. */
    private static InetAddress reachable(InetAddress address) {
        if (!address.isAnyLocalAddress()) {
            return address;
        }
        return literal(address instanceof Inet4Address ? "127.0.0.1" : "[::1]");
    }

    private static InetAddress literal(String numeric) {
        try {
            return InetAddress.getByName(numeric);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(numeric, impossible);
        }
    }
}
