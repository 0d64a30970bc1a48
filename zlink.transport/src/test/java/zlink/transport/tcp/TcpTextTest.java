package zlink.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TcpTextTest {

    @Property
    void textIsReadAsTheSameAddress(@ForAll("ipv6") byte[] octets) throws Exception {
        InetAddress address = InetAddress.getByAddress(octets);
        TcpHost.Literal again = (TcpHost.Literal) TcpHost.parse(TcpText.host(address)).orElseThrow();
        assertThat(again.address()).isEqualTo(address);
    }

    @Example
    void zerosAreCompressedAsInRfc5952() throws Exception {
        assertThat(numeric("::1")).isEqualTo("::1");
        assertThat(numeric("::")).isEqualTo("::");
        assertThat(numeric("1::")).isEqualTo("1::");
        assertThat(numeric("2001:db8:0:0:1:0:0:1")).isEqualTo("2001:db8::1:0:0:1");
        assertThat(numeric("2001:db8:0:1:1:1:1:1")).isEqualTo("2001:db8:0:1:1:1:1:1");
        assertThat(numeric("2001:0:0:1:0:0:0:1")).isEqualTo("2001:0:0:1::1");
        assertThat(numeric("2001:DB8::A")).isEqualTo("2001:db8::a");
    }

    @Example
    void portsFollowAndNamesAreNeverAsked() throws Exception {
        InetAddress named = InetAddress.getByAddress("a-name", new byte[] {10, 0, 0, 1});
        assertThat(TcpText.address(new InetSocketAddress(named, 80))).isEqualTo("10.0.0.1:80");
        assertThat(TcpText.address(new InetSocketAddress(InetAddress.getByName("[::1]"), 80))).isEqualTo("[::1]:80");
    }

    /** Mostly zero groups, where compression has something to choose. */
    @Provide
    Arbitrary<byte[]> ipv6() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(3, Arbitraries.just(0)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, 0xffff)))
                .list().ofSize(8).map(groups -> {
                    byte[] octets = new byte[16];
                    for (int i = 0; i < 8; i++) {
                        octets[2 * i] = (byte) (groups.get(i) >> 8);
                        octets[2 * i + 1] = groups.get(i).byteValue();
                    }
                    return octets;
                });
    }

    private static String numeric(String text) throws Exception {
        return TcpText.numeric(InetAddress.getByName("[" + text + "]"));
    }
}
