package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:5555, tcp, 127.0.0.1:5555",
        "tcp://[::1]:*, tcp, [::1]:*",
        "ipc:///tmp/a b, ipc, /tmp/a b",
        "ipc://@name, ipc, @name",
        "inproc://a://b, inproc, a://b",
        "a+b-c.d0://x, a+b-c.d0, x",
        "ws://host:80/path?q, ws, host:80/path?q",
    })
    void consistsOfSchemeAndAddress(String text, String scheme, String address) {
        Endpoint endpoint = Endpoint.of(text);
        assertThat(endpoint.scheme()).isEqualTo(scheme);
        assertThat(endpoint.address()).isEqualTo(address);
        assertThat(endpoint).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', no \"://\"",
        "tcp, no \"://\"",
        "tcp:127.0.0.1:5555, no \"://\"",
        "tcp:/x, no \"://\"",
        "://x, no scheme",
        "tcp://, nothing follows",
        "TCP://x, lower-case",
        "1tcp://x, start with",
        "-tcp://x, start with",
        "t cp://x, ' '",
        "tcp_1://x, '_'",
        "täp://x, 'ä'",
    })
    void namesTheTextTheFaultAndAnExampleWhenMalformed(String text, String fault) {
        assertThatExceptionOfType(InvalidEndpointException.class).isThrownBy(() -> Endpoint.of(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining(fault)
                .withMessageContaining("tcp://127.0.0.1:5555");
    }

    @Test
    void refusesControlCharactersAndDoesNotRepeatThem() {
        assertThatExceptionOfType(InvalidEndpointException.class).isThrownBy(() -> Endpoint.of("ipc:///tmp/a\nb"))
                .withMessageContaining("U+000A at index 12")
                .withMessageNotContaining("\n");
    }

    @Test
    void quotesOnlyTheBeginningOfALongText() {
        assertThatExceptionOfType(InvalidEndpointException.class).isThrownBy(() -> Endpoint.of("x".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void isEqualToAnEndpointOfTheSameText() {
        assertThat(Endpoint.of("tcp://a:1")).isEqualTo(Endpoint.of("tcp://a:1"))
                .hasSameHashCodeAs(Endpoint.of("tcp://a:1"))
                .isNotEqualTo(Endpoint.of("ipc://a:1"))
                .isNotEqualTo("tcp://a:1");
    }

    @Test
    void refusesNull() {
        assertThatNullPointerException().isThrownBy(() -> Endpoint.of(null));
    }
}
