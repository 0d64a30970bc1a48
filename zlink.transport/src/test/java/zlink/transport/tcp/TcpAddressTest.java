package zlink.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.transport.spi.TransportProvider.Use;

class TcpAddressTest {

    @Property
    void whatIsWrittenIsRead(@ForAll("hosts") String host, @ForAll @IntRange(min = 1, max = 65_535) int port) {
        for (Use use : Use.values()) {
            TcpAddress address = parse(host + ":" + port, use);
            assertThat(address.target()).hasToString(host + ":" + port);
            assertThat(address.target().port()).isEqualTo(port);
            assertThat(address.source()).isEmpty();
        }
    }

    @Property
    void sourcesAreReadBeforeTheTarget(@ForAll("hosts") String host, @ForAll("hosts") String source,
            @ForAll @IntRange(max = 65_535) int sourcePort, @ForAll @IntRange(min = 1, max = 65_535) int port) {
        TcpAddress address = parse(source + ":" + sourcePort + ";" + host + ":" + port, Use.CONNECT);
        assertThat(address.source().map(TcpAddress.HostPort::port)).contains(sourcePort);
        assertThat(address.source().map(half -> half.host().toString())).contains(source);
        assertThat(address.target()).hasToString(host + ":" + port);
    }

    @Property
    void anyTextIsReadOrRefusedWithTheEndpoint(@ForAll("texts") String text, @ForAll Use use) {
        Endpoint endpoint = Endpoint.of("tcp://" + text);
        try {
            TcpAddress address = TcpAddress.parse(endpoint, use);
            assertThat(address.target().port()).isBetween(use == Use.BIND ? 0 : 1, 65_535);
        } catch (InvalidEndpointException refused) {
            assertThat(refused).hasMessageStartingWith(endpoint + ": ");
        }
    }

    @Property
    void portsBeyondTheirRangeAreRefused(@ForAll @IntRange(min = 65_536) int port, @ForAll Use use) {
        refuses("127.0.0.1:" + port, use, "is no port");
    }

    @Property
    void whatLooksLikeANumberIsNeverAName(@ForAll("numberLike") String host) {
        Optional<TcpHost> parsed = TcpHost.parse(host);
        if (parsed.isPresent() && parsed.get() instanceof TcpHost.Name name) {
            assertThat(name.endsInNumber()).isTrue();
            refuses(host + ":1", Use.CONNECT, "no IPv4 address and no host name");
        }
    }

    @Property
    void fourOctetsAreAnAddress(@ForAll @Size(4) byte[] octets) throws Exception {
        String text = Byte.toUnsignedInt(octets[0]) + "." + Byte.toUnsignedInt(octets[1]) + "."
                + Byte.toUnsignedInt(octets[2]) + "." + Byte.toUnsignedInt(octets[3]);
        assertThat(TcpHost.parse(text)).contains(new TcpHost.Literal(text));
        assertThat(new TcpHost.Literal(text).address().getAddress()).isEqualTo(octets);
    }

    @Example
    void wildcardsAreForBind() {
        assertThat(parse("*:5555", Use.BIND).target().host()).isEqualTo(new TcpHost.Any());
        assertThat(parse("*:*", Use.BIND).target().port()).isZero();
        assertThat(parse("127.0.0.1:0", Use.BIND).target().port()).isZero();
        for (String wildcard : new String[] {"*:5555", "127.0.0.1:*", "127.0.0.1:0", "*:*"}) {
            refuses(wildcard, Use.CONNECT, "a wildcard can be bound, not connected to");
        }
        assertThat(parse("*:*;10.0.0.1:7", Use.CONNECT).source()).isPresent();
    }

    @Property
    void rangesOfPortsAreForBind(@ForAll("hosts") String host, @ForAll @IntRange(min = 1, max = 65_535) int one,
            @ForAll @IntRange(min = 1, max = 65_535) int other) {
        int first = Math.min(one, other);
        int last = Math.max(one, other);
        TcpAddress.HostPort target = parse(host + ":" + first + "-" + last, Use.BIND).target();
        assertThat(target.port()).isEqualTo(first);
        assertThat(target.lastPort()).isEqualTo(last);
        assertThat(target.isRange()).isEqualTo(first < last);
        if (first < last) {
            assertThat(target).hasToString(host + ":" + first + "-" + last);
            refuses("10.0.0.1:" + first + "-" + last, Use.CONNECT, "a range of ports can be bound, not connected to");
            refuses(host + ":" + first + "-" + last + ";10.0.0.1:1", Use.CONNECT, "a source has one port");
            refuses(host + ":" + last + "-" + first, Use.BIND, "lower one first");
        }
    }

    @Example
    void halfARangeIsNone() {
        refuses("localhost:5000-", Use.BIND, "'' is no port");
        refuses("localhost:-5000", Use.BIND, "'-5000' is no port");
        refuses("localhost:5000-65536", Use.BIND, "'65536' is no port");
        refuses("localhost:5000-5100-5200", Use.BIND, "'5100-5200' is no port");
        refuses("localhost:0-5000", Use.BIND, "'0-5000' is no range of ports");
        refuses("localhost:*-5000", Use.BIND, "'*-5000' is no range of ports");
        refuses("localhost:5000-*", Use.BIND, "'5000-*' is no range of ports");
    }

    @Example
    void faultsAreNamed() {
        refuses("localhost", Use.CONNECT, "no port");
        refuses("[::1]", Use.CONNECT, "no port");
        refuses(":5555", Use.BIND, "no host");
        refuses("::1:5555", Use.BIND, "IPv6 address in brackets");
        refuses("[::1:5555", Use.BIND, "'[::1' is no host");
        refuses("[localhost]:1", Use.CONNECT, "'[localhost]' is no host");
        refuses("[1.2.3.4]:1", Use.CONNECT, "is no host");
        refuses("[::g]:1", Use.CONNECT, "is no host");
        refuses("localhost:", Use.CONNECT, "'' is no port");
        refuses("localhost:http", Use.CONNECT, "'http' is no port");
        refuses("localhost:-1", Use.CONNECT, "'-1' is no port");
        refuses("localhost:1/path", Use.CONNECT, "is no port");
        refuses("user@localhost:1", Use.CONNECT, "is no host");
        refuses("lo cal:1", Use.CONNECT, "is no host");
        refuses("a..b:1", Use.CONNECT, "is no host");
        refuses("127.0.0.1:1;127.0.0.1:2", Use.BIND, "for connect only");
        refuses("127.0.0.1:1;127.0.0.1:2;127.0.0.1:3", Use.CONNECT, "is no host");
        refuses(";127.0.0.1:2", Use.CONNECT, "no port");
    }

    @Example
    void whatHalfTheWorldReadsAsAnAddressIsNotLookedUp() {
        for (String host : new String[] {"1.2.3", "1", "999.1.1.1", "127.1", "0x7f.1", "0x7f000001", "010.0.0.1",
                "127.0.0.1.", "1.2.3.4.5", "host.0x", "256.256.256.256"}) {
            refuses(host + ":1", Use.CONNECT, host);
        }
    }

    @Example
    void interfacesMayEndInANumberWhereAnOwnAddressIsMeant() {
        assertThat(parse("eth0.100:*", Use.BIND).target().host()).isEqualTo(new TcpHost.Name("eth0.100"));
        assertThat(parse("eth0.100:0;host:1", Use.CONNECT).source()).isPresent();
        refuses("eth0.100:1", Use.CONNECT, "no IPv4 address and no host name");
    }

    @Provide
    Arbitrary<String> hosts() {
        return Arbitraries.oneOf(
                Arbitraries.of("localhost", "example.com", "example.com.", "a-b_c.d", "eth0", "127.0.0.1", "0.0.0.0",
                        "255.255.255.255", "[::1]", "[::]", "[fe80::1%eth0]", "[2001:db8::8:800:200c:417a]",
                        "[::ffff:10.0.0.1]"),
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(63));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("019*.:;[]%-_/ aflox@").ofMinLength(1).ofMaxLength(30);
    }

    @Provide
    Arbitrary<String> numberLike() {
        Arbitrary<String> label = Arbitraries.oneOf(
                Arbitraries.integers().greaterOrEqual(0).map(String::valueOf),
                Arbitraries.integers().greaterOrEqual(0).map(number -> "0x" + Integer.toHexString(number)),
                Arbitraries.of("0x", "0X1F", "00", "08"));
        return label.list().ofMinSize(1).ofMaxSize(5).map(labels -> String.join(".", labels));
    }

    private static TcpAddress parse(String text, Use use) {
        return TcpAddress.parse(Endpoint.of("tcp://" + text), use);
    }

    private static void refuses(String text, Use use, String why) {
        assertThatThrownBy(() -> parse(text, use)).isInstanceOf(InvalidEndpointException.class)
                .hasMessageContaining("tcp://" + text).hasMessageContaining(why);
    }
}
