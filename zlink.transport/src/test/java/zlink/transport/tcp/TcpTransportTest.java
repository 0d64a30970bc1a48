package zlink.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import zlink.api.AddressRange;
import zlink.api.Endpoint;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.contract.End;
import zlink.transport.contract.Pair;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;

class TcpTransportTest {

    private static final SocketOptions DEFAULTS = SocketOptions.defaults();
    private static final SocketOptions IPV6 = DEFAULTS.with(SocketOption.IPV6, true);

    private final TcpTransport tcp = new TcpTransport();

    @Test
    void aStarBindsEveryInterface() throws Exception {
        try (Listener listener = bind("*:*", DEFAULTS)) {
            assertThat(listener.endpoint().address()).startsWith("0.0.0.0:");
            assertTalks(listener, listener.endpoint(), DEFAULTS);
            assertTalks(listener, Endpoint.of("tcp://127.0.0.1:" + port(listener)), DEFAULTS);
        }
    }

    @Test
    void aStarTakesBothFamiliesWhereIpv6IsOn() throws Exception {
        assumeIpv6();
        try (Listener listener = bind("*:*", IPV6)) {
            assertThat(listener.endpoint().address()).startsWith("[::]:");
            assertTalks(listener, listener.endpoint(), IPV6);
            assertTalks(listener, Endpoint.of("tcp://[::1]:" + port(listener)), IPV6);
            try (Pair pair = talk(listener, Endpoint.of("tcp://127.0.0.1:" + port(listener)), IPV6)) {
                assertThat(pair.server().connection().peerProperties()).containsEntry("Peer-Address", "127.0.0.1");
            }
        }
    }

    @Test
    void aStarLeavesIpv6AloneWhereItIsOff() throws Exception {
        assumeIpv6();
        try (Listener listener = bind("*:*", DEFAULTS)) {
            assertRefuses(Endpoint.of("tcp://[::1]:" + port(listener)));
        }
    }

    @Test
    void bracketsSayIpv6WhateverTheOption() throws Exception {
        assumeIpv6();
        try (Listener listener = bind("[::1]:*", DEFAULTS)) {
            assertThat(listener.endpoint().address()).startsWith("[::1]:");
            try (Pair pair = talk(listener, listener.endpoint(), DEFAULTS)) {
                assertThat(pair.client().connection().remoteAddress()).isEqualTo(listener.endpoint().address());
                assertThat(pair.server().connection().peerProperties()).containsEntry("Peer-Address", "::1");
            }
        }
    }

    @Test
    void namesAreResolvedToBind() throws Exception {
        try (Listener listener = bind("localhost:*", DEFAULTS)) {
            assertThat(listener.endpoint().address()).startsWith("127.0.0.1:");
            assertTalks(listener, Endpoint.of("tcp://localhost:" + port(listener)), DEFAULTS);
        }
    }

    @Test
    void anInterfaceIsBoundByItsName() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1"));
        assumeTrue(loopback != null, "no loopback interface");
        try (Listener listener = bind(loopback.getName() + ":*", DEFAULTS)) {
            assertThat(listener.endpoint().address()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void anInterfaceThatIsNotThereIsNotLookedUpAndAnsweredByThoseThatAre() throws Exception {
        assertThatIOException().isThrownBy(() -> bind("nothere.4242:*", DEFAULTS))
                .withMessage("cannot bind to tcp://nothere.4242:*: no interface nothere.4242;"
                        + " the interfaces of this machine are " + interfaces());
    }

    @Test
    void aNameThatIsNeitherAnInterfaceNorAHostIsAnsweredByTheInterfaces() throws Exception {
        TcpTransport ignorant = new TcpTransport(name -> {
            throw new UnknownHostException(name + " is unknown");
        });
        assertThatIOException().isThrownBy(() -> ignorant.bind(Endpoint.of("tcp://ethernet0:*"), DEFAULTS))
                .isInstanceOf(UnknownHostException.class)
                .withMessage("cannot bind to tcp://ethernet0:*: ethernet0 is unknown;"
                        + " the interfaces of this machine are " + interfaces());
        assertThatIOException()
                .isThrownBy(() -> ignorant.connect(Endpoint.of("tcp://ethernet0:*;127.0.0.1:1"), DEFAULTS))
                .withMessageContaining("cannot leave from ethernet0:*: ethernet0 is unknown;")
                .withMessageEndingWith(interfaces());
    }

    private static String interfaces() throws IOException {
        return NetworkInterface.networkInterfaces().map(NetworkInterface::getName).sorted()
                .collect(Collectors.joining(", "));
    }

    @Test
    void anInterfaceWithoutAnAddressSaysSo() throws Exception {
        Optional<NetworkInterface> bare = NetworkInterface.networkInterfaces()
                .filter(device -> device.inetAddresses().noneMatch(Inet4Address.class::isInstance)).findFirst();
        assumeTrue(bare.isPresent(), "every interface here has an IPv4 address");
        String name = bare.get().getName();
        assertThatIOException().isThrownBy(() -> bind(name + ":*", DEFAULTS))
                .withMessage("cannot bind to tcp://" + name + ":*: the interface " + name + " has no IPv4 address");
    }

    @Test
    void theFirstFreePortOfARangeIsBound() throws Exception {
        try (Listener taken = bind("127.0.0.1:*", DEFAULTS)) {
            int first = Integer.parseInt(port(taken));
            int last = Math.min(first + 50, 65_535);
            assumeTrue(last > first, "the last port of all");
            try (Listener next = bind("127.0.0.1:" + first + "-" + last, DEFAULTS);
                    Listener afterNext = bind("127.0.0.1:" + first + "-" + last, DEFAULTS)) {
                assertThat(Integer.parseInt(port(next))).isBetween(first + 1, last);
                assertThat(Integer.parseInt(port(afterNext))).isBetween(Integer.parseInt(port(next)) + 1, last);
                assertTalks(next, next.endpoint(), DEFAULTS);
                assertTalks(afterNext, afterNext.endpoint(), DEFAULTS);
            }
        }
    }

    @Test
    void aRangeWithoutAFreePortIsNamed() throws Exception {
        List<Listener> all = new ArrayList<>();
        try {
            Listener first = bind("127.0.0.1:*", DEFAULTS);
            all.add(first);
            String range = port(first) + "-" + (Integer.parseInt(port(first)) + 2);
            try {
                while (all.size() < 4) {
                    all.add(bind("127.0.0.1:" + range, DEFAULTS));
                }
                abort("not all taken");
            } catch (BindException none) {
                assertThat(none).hasMessage("cannot bind to tcp://127.0.0.1:" + range + ": none of the ports "
                        + range.replace("-", " to ") + " is free, the first: Address already in use");
            }
        } finally {
            all.forEach(Listener::close);
        }
    }

    @Test
    void aRangeAtAnAddressThatIsNotOursIsNotTriedToItsEnd() {
        assertThatIOException().isThrownBy(() -> bind("192.0.2.1:1-65535", DEFAULTS)) // TEST-NET-1, nobody's
                .isInstanceOf(BindException.class)
                .satisfies(failure -> assertThat(failure.getMessage())
                        .startsWith("cannot bind to tcp://192.0.2.1:1-65535: ").doesNotContain("none of the ports"));
    }

    @Test
    void connectionsLeaveFromTheInterfaceThatTheyName() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1"));
        assumeTrue(loopback != null, "no loopback interface");
        try (Listener listener = bind("127.0.0.1:*", DEFAULTS);
                Pair pair = talk(listener, Endpoint.of("tcp://" + loopback.getName() + ":*;127.0.0.1:"
                        + port(listener)), DEFAULTS)) {
            assertThat(pair.server().connection().remoteAddress()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void aFilterOfIpv4HoldsAtAListenerOfBothFamilies() throws Exception {
        assumeIpv6();
        SocketOptions filtered = IPV6.with(SocketOption.TCP_ACCEPT_FILTER, List.of(AddressRange.of("127.0.0.2/32")));
        try (Listener listener = bind("*:*", filtered)) {
            Endpoint admitted = Endpoint.of("tcp://127.0.0.2:0;127.0.0.1:" + port(listener));
            for (String outside : List.of("127.0.0.1:", "[::1]:")) {
                try (End refused = new End(connect(outside + port(listener), IPV6))) {
                    refused.awaitConnected();
                    assertTalks(listener, admitted, DEFAULTS);
                    assertThat(refused.endsNext()).isTrue();
                }
            }
        }
    }

    @Test
    void anAddressThatIsNotOursCannotBeBound() {
        assertThatIOException().isThrownBy(() -> bind("192.0.2.1:*", DEFAULTS)) // TEST-NET-1, nobody's
                .withMessageStartingWith("cannot bind to tcp://192.0.2.1:*: ");
    }

    @Test
    void connectionsLeaveFromTheirSource() throws Exception {
        try (Listener listener = bind("127.0.0.1:*", DEFAULTS);
                Pair pair = talk(listener, Endpoint.of("tcp://127.0.0.2:0;127.0.0.1:" + port(listener)), DEFAULTS)) {
            assertThat(pair.server().connection().remoteAddress()).startsWith("127.0.0.2:");
        }
    }

    @Test
    void aSourceThatIsNotOursIsNamed() {
        assertThatIOException().isThrownBy(() -> connect("192.0.2.1:0;127.0.0.1:1", DEFAULTS))
                .withMessageContaining("cannot leave from 192.0.2.1:*");
    }

    @Test
    void aSourceOfTheOtherFamilyIsNamed() {
        assertThatIOException().isThrownBy(() -> connect("[::1]:0;127.0.0.1:1", DEFAULTS))
                .withMessageContaining("cannot leave from [::1]:*: it is not of the family of 127.0.0.1");
    }

    @Test
    void aConnectionToItselfIsRefused() throws Exception {
        String vacant;
        try (Listener listener = bind("127.0.0.1:*", DEFAULTS)) {
            vacant = port(listener);
        }
        String self = "127.0.0.1:" + vacant + ";127.0.0.1:" + vacant;
        assertThatIOException().isThrownBy(() -> new End(connect(self, DEFAULTS)).awaitConnected())
                .withMessage("cannot connect to tcp://" + self + ": connected to itself, nobody listens there");
    }

    @Test
    void numbersNeverReachTheNameService() throws Exception {
        TcpTransport nameless = new TcpTransport(name -> {
            throw new AssertionError("asked for " + name);
        });
        for (String bound : List.of("127.0.0.1:*", "*:*", "0.0.0.0:0")) {
            try (Listener listener = nameless.bind(Endpoint.of("tcp://" + bound), DEFAULTS);
                    Pair pair = Pair.connected(nameless.connect(
                            Endpoint.of("tcp://127.0.0.1:*;127.0.0.1:" + port(listener)), DEFAULTS), listener)) {
                assertThat(pair.client().connection().remoteAddress()).endsWith(port(listener));
            }
        }
        assertThatIOException().isThrownBy(() -> nameless.bind(Endpoint.of("tcp://eth99.1:*"), DEFAULTS));
        assertThatIOException().isThrownBy(() -> nameless.bind(Endpoint.of("tcp://[fe80::1%eth99]:*"), DEFAULTS));
    }

    @Test
    void onlyNamesMayWait() {
        for (String named : List.of("some.example:1", "localhost:1", "eth0:*;127.0.0.1:1", "127.0.0.1:*;localhost:1")) {
            assertThat(tcp.connectMayWait(Endpoint.of("tcp://" + named))).as(named).isTrue();
        }
        for (String numeric : List.of("127.0.0.1:1", "[::1]:1", "127.0.0.2:*;127.0.0.1:1", "*:5;127.0.0.1:1")) {
            assertThat(tcp.connectMayWait(Endpoint.of("tcp://" + numeric))).as(numeric).isFalse();
        }
    }

    @Test
    void anAttemptAfterAFailedOneTriesTheNextAddressAndStaysWhereItWorks() throws Exception {
        List<String> asked = new ArrayList<>();
        TcpTransport twoFaced = new TcpTransport(name -> {
            asked.add(name);
            return new InetAddress[] {InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")};
        });
        try (Listener listener = bind("127.0.0.1:*", DEFAULTS)) {
            Endpoint named = Endpoint.of("tcp://two.example:" + port(listener));
            int failures = 0;
            for (int attempt = 0; attempt < 4; attempt++) {
                try (End client = new End(twoFaced.connect(named, DEFAULTS))) {
                    client.awaitConnected();
                    assertThat(client.connection().remoteAddress()).isEqualTo(listener.endpoint().address());
                } catch (ConnectException refused) {
                    failures++;
                }
            }
            assertThat(failures).as("refused at the first address only").isLessThanOrEqualTo(1);
            assertThat(asked).as("asked again at each attempt").containsOnly("two.example").hasSize(4);
        }
    }

    @Test
    void aNameThatMovesIsFollowedAtTheNextAttempt() throws Exception {
        AtomicReference<String> now = new AtomicReference<>("127.0.0.2");
        TcpTransport moving = new TcpTransport(name -> new InetAddress[] {InetAddress.getByName(now.get())});
        try (Listener before = bind("127.0.0.2:*", DEFAULTS);
                Listener after = bind("127.0.0.3:" + port(before), DEFAULTS)) {
            Endpoint named = Endpoint.of("tcp://moving.example:" + port(before));
            try (Pair pair = Pair.connected(moving.connect(named, DEFAULTS), before)) {
                assertThat(pair.client().connection().remoteAddress()).isEqualTo(before.endpoint().address());
            }
            now.set("127.0.0.3");
            try (Pair pair = Pair.connected(moving.connect(named, DEFAULTS), after)) {
                assertThat(pair.client().connection().remoteAddress()).isEqualTo(after.endpoint().address());
            }
        }
    }

    @Test
    void addressesThatFailAtOnceArePassedOverWithinOneAttempt() throws Exception {
        TcpTransport mixed = new TcpTransport(name -> new InetAddress[] {
            InetAddress.getByName("255.255.255.255"), InetAddress.getByName("127.0.0.1")}); // broadcast: no stream
        try (Listener listener = mixed.bind(Endpoint.of("tcp://mixed.example:*"), DEFAULTS);
                Pair pair = Pair.connected(
                        mixed.connect(Endpoint.of("tcp://mixed.example:" + port(listener)), DEFAULTS), listener)) {
            assertThat(pair.client().connection().remoteAddress()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void namesStandForIpv6OnlyWhereItIsOnAndThenFirst() throws Exception {
        TcpResolver resolver = new TcpResolver(name -> new InetAddress[] {
            InetAddress.getByName("127.0.0.1"), InetAddress.getByName("[::1]"), InetAddress.getByName("127.0.0.2")});
        TcpHost name = TcpHost.parse("some.example").orElseThrow();
        assertThat(resolver.remote(name, false)).extracting(TcpText::numeric).containsExactly("127.0.0.1", "127.0.0.2");
        assertThat(resolver.remote(name, true)).extracting(TcpText::numeric)
                .containsExactly("::1", "127.0.0.1", "127.0.0.2");
        TcpResolver onlyIpv6 = new TcpResolver(asked -> new InetAddress[] {InetAddress.getByName("[::1]")});
        assertThatIOException().isThrownBy(() -> onlyIpv6.remote(name, false))
                .withMessage("some.example has no IPv4 address");
    }

    @Test
    void aNameIsBoundAtTheFirstOfItsAddressesThatIsOurs() throws Exception {
        TcpTransport several = new TcpTransport(name -> new InetAddress[] {
            InetAddress.getByName("192.0.2.1"), // TEST-NET-1, nobody's
            InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2")});
        try (Listener listener = several.bind(Endpoint.of("tcp://several.example:*"), DEFAULTS)) {
            assertThat(listener.endpoint().address()).startsWith("127.0.0.1:");
            Endpoint taken = Endpoint.of("tcp://several.example:" + port(listener));
            assertThatIOException().as("not the next one").isThrownBy(() -> several.bind(taken, DEFAULTS))
                    .withMessage("cannot bind to " + taken + ": Address already in use");
        }
    }

    @Test
    void anUnknownNameIsNamedWithItsEndpoint() {
        TcpTransport ignorant = new TcpTransport(name -> {
            throw new UnknownHostException(name);
        });
        assertThatIOException().isThrownBy(() -> ignorant.connect(Endpoint.of("tcp://who.example:1"), DEFAULTS))
                .isInstanceOf(UnknownHostException.class)
                .withMessage("cannot connect to tcp://who.example:1: who.example");
    }

    @Test
    void aResetIsAnErrorNotAnEnd() throws Exception {
        try (Listener listener = bind("127.0.0.1:*", DEFAULTS);
                Pair pair = talk(listener, listener.endpoint(), DEFAULTS)) {
            channel(pair.server().connection()).setOption(StandardSocketOptions.SO_LINGER, 0);
            pair.server().close();
            assertThatIOException().isThrownBy(() -> pair.client().receive(1)).withMessageContaining("reset");
        }
    }

    @Test
    void onlyPeersInTheFilterAreAccepted() throws Exception {
        SocketOptions filtered = DEFAULTS.with(SocketOption.TCP_ACCEPT_FILTER,
                List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("127.0.0.2/31")));
        try (Listener listener = bind("127.0.0.1:*", filtered)) {
            Endpoint admitted = Endpoint.of("tcp://127.0.0.3:0;127.0.0.1:" + port(listener));
            assertTalks(listener, admitted, DEFAULTS);
            try (End refused = new End(tcp.connect(listener.endpoint(), DEFAULTS))) {
                refused.awaitConnected();
                assertTalks(listener, admitted, DEFAULTS); // who comes next is accepted next
                assertThat(refused.endsNext()).isTrue();
            }
        }
    }

    @Test
    void optionsReachBothEnds() throws Exception {
        SocketOptions options = DEFAULTS
                .with(SocketOption.SEND_BUFFER, 64 << 10)
                .with(SocketOption.RECEIVE_BUFFER, 32 << 10)
                .with(SocketOption.TYPE_OF_SERVICE, 0x28)
                .with(SocketOption.TCP_KEEPALIVE, true)
                .with(SocketOption.TCP_KEEPALIVE_IDLE, Duration.ofSeconds(77))
                .with(SocketOption.TCP_KEEPALIVE_INTERVAL, Duration.ofSeconds(7))
                .with(SocketOption.TCP_KEEPALIVE_COUNT, 3);
        try (Listener listener = bind("127.0.0.1:*", options);
                Pair pair = talk(listener, listener.endpoint(), options)) {
            for (Connection connection : List.of(pair.client().connection(), pair.server().connection())) {
                NetworkChannel channel = channel(connection);
                assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
                assertThat(channel.getOption(StandardSocketOptions.SO_SNDBUF)).isBetween(64 << 10, 128 << 10);
                assertThat(channel.getOption(StandardSocketOptions.SO_RCVBUF)).isBetween(32 << 10, 64 << 10);
                assertThat(channel.getOption(StandardSocketOptions.IP_TOS)).isEqualTo(0x28);
                assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
                assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(77);
                assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(7);
                assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
            }
        }
    }

    @Test
    void optionsSuitIpv6AsWell() throws Exception {
        assumeIpv6();
        SocketOptions options = IPV6.with(SocketOption.TYPE_OF_SERVICE, 0x28).with(SocketOption.TCP_KEEPALIVE, true);
        try (Listener listener = bind("[::1]:*", options);
                Pair pair = talk(listener, listener.endpoint(), options)) {
            for (Connection connection : List.of(pair.client().connection(), pair.server().connection())) {
                assertThat(channel(connection).getOption(StandardSocketOptions.IP_TOS)).isEqualTo(0x28);
                assertThat(channel(connection).getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            }
        }
    }

    private Listener bind(String address, SocketOptions options) throws IOException {
        return tcp.bind(Endpoint.of("tcp://" + address), options);
    }

    private Connection connect(String address, SocketOptions options) throws IOException {
        return tcp.connect(Endpoint.of("tcp://" + address), options);
    }

    private Pair talk(Listener listener, Endpoint endpoint, SocketOptions options) throws Exception {
        return Pair.connected(tcp.connect(endpoint, options), listener);
    }

    private void assertTalks(Listener listener, Endpoint endpoint, SocketOptions options) throws Exception {
        Pair pair = talk(listener, endpoint, options);
        pair.client().send(1);
        assertThat(pair.server().receive(1)).containsExactly(1);
        pair.client().close();
        pair.server().close();
    }

    private void assertRefuses(Endpoint endpoint) {
        assertThatIOException().isThrownBy(() -> new End(tcp.connect(endpoint, DEFAULTS)).awaitConnected())
                .withMessageContaining(endpoint.toString());
    }

    private static String port(Listener listener) {
        String endpoint = listener.endpoint().toString();
        return endpoint.substring(endpoint.lastIndexOf(':') + 1);
    }

    private static NetworkChannel channel(Connection connection) {
        return (NetworkChannel) ((Readiness.Selectable) connection.readiness()).channel();
    }

    private static void assumeIpv6() throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
            channel.bind(new InetSocketAddress(InetAddress.getByName("[::1]"), 0));
        } catch (UnsupportedOperationException | IOException missing) {
            abort("no IPv6 on this machine: " + missing.getMessage());
        }
    }
}
