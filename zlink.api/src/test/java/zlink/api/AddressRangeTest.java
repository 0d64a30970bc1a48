package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.1.2.3/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "128.0.0.0/1, 255.0.0.1, true",
        "128.0.0.0/1, 127.0.0.1, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 1.2.3.4, false",
        "::/0, fe80::1, true",
        "fe80::/10, febf::1, true",
        "fe80::/10, fec0::1, false",
        "::1, ::1, true",
        "10.0.0.0/8, ::ffff:10.0.0.1, true",
    })
    void containsTheAddressesWithItsPrefix(String range, String address, boolean contains)
            throws UnknownHostException {
        assertThat(AddressRange.of(range).contains(InetAddress.getByName(address))).isEqualTo(contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "10.0.0.256",
        "::1/129", "localhost", "localhost/8", "10", "1.2.3.4.5", "a:b", ":::", "fe80::1%eth0", "[::1]",
        "10.0.0.0/8/8", " 10.0.0.1"})
    void refusesAnythingElseWithoutAskingANameService(String text) {
        assertThatExceptionOfType(InvalidOptionException.class).isThrownBy(() -> AddressRange.of(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("10.0.0.0/8");
    }

    @Test
    void isEqualToTheSameRangeInOtherWords() {
        assertThat(AddressRange.of("10.1.2.3/8")).isEqualTo(AddressRange.of("10.0.0.0/8"))
                .hasSameHashCodeAs(AddressRange.of("10.0.0.0/8"))
                .isNotEqualTo(AddressRange.of("10.0.0.0/9"))
                .hasToString("10.0.0.0/8");
        assertThat(AddressRange.of("127.0.0.1")).hasToString("127.0.0.1/32");
    }
}
