package zlink.transport.tcp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Turns hosts into addresses. May block, for names only. Stateless, from any thread. */
final class TcpResolver {

    /** Who knows the addresses of names; blocks. */
    @FunctionalInterface
    interface NameService {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

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

    /** Which of our own addresses are meant, to be tried in this order. */
    List<InetAddress> local(TcpHost host, boolean ipv6) throws IOException {
        if (host instanceof TcpHost.Any) {
            // The IPv6 wildcard takes IPv4 peers as well; where IPv6 is switched off, IPv4 has to do.
            return ipv6 ? List.of(ANY_IPV6, ANY_IPV4) : List.of(ANY_IPV4);
        }
        if (host instanceof TcpHost.Literal literal) {
            return List.of(literal.address());
        }
        NetworkInterface device = NetworkInterface.getByName(host.toString());
        if (device == null) {
            return named(host, ipv6);
        }
        // A link-local address works with a zone only, so it comes last.
        return usable(host, device.inetAddresses().sorted(Comparator.comparing(InetAddress::isLinkLocalAddress)), ipv6);
    }

    private List<InetAddress> named(TcpHost host, boolean ipv6) throws UnknownHostException {
        if (host instanceof TcpHost.Name name && name.endsInNumber()) {
            throw new UnknownHostException("no interface " + name); // and never a question to a name server
        }
        return usable(host, Stream.of(names.addresses(host.toString())), ipv6);
    }

    private static List<InetAddress> usable(TcpHost host, Stream<InetAddress> all, boolean ipv6)
            throws UnknownHostException {
        List<InetAddress> addresses = all.filter(address -> ipv6 || address instanceof Inet4Address)
                .sorted(Comparator.comparing(Inet4Address.class::isInstance)) // stable: IPv6 first, else as given
                .toList();
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host + " has no " + (ipv6 ? "" : "IPv4 ") + "address");
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
