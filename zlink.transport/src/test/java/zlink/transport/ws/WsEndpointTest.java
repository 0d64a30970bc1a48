package zlink.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.api.SocketOptions;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider.Use;

class WsEndpointTest {
    private final WsTransport ws = new WsTransport();

    @ParameterizedTest
    @CsvSource({
        "ws://127.0.0.1:*, 127.0.0.1:*, /",
        "ws://*:5555/, *:5555, /",
        "ws://server.example:80/a/b%20c, server.example:80, /a/b%20c",
        "ws://[::1]:80/~x, [::1]:80, /~x"
    })
    void anEndpointIsAnAddressAndAPath(String text, String address, String path) {
        WsEndpoint parsed = WsEndpoint.parse(Endpoint.of(text), Use.BIND, "tcp");
        assertThat(parsed.below()).isEqualTo(Endpoint.of("tcp://" + address));
        assertThat(parsed.path()).isEqualTo(path);
        ws.check(Endpoint.of(text), Use.BIND);
    }

    @Test
    void toConnectAQueryAndASourceAreFine() {
        Endpoint endpoint = Endpoint.of("ws://192.168.1.5:*;server.example:80/a?b=c&d");
        ws.check(endpoint, Use.CONNECT);
        WsEndpoint parsed = WsEndpoint.parse(endpoint, Use.CONNECT, "tcp");
        assertThat(parsed.path()).isEqualTo("/a?b=c&d");
        assertThat(parsed.host()).isEqualTo("server.example:80");
    }

    @ParameterizedTest
    @CsvSource({
        "ws:///path, BIND, no host",
        "ws://host/path, BIND, no port",
        "ws://host:99999/path, CONNECT, '99999' is no port",
        "ws://*:80/path, CONNECT, wildcard",
        "ws://host:80/a b, CONNECT, is no path",
        "ws://host:80/ä, CONNECT, is no path",
        "ws://host:80/%zz, CONNECT, is no path",
        "ws://host:80/a#b, CONNECT, is no path",
        "ws://host:80/a?b, BIND, query"
    })
    void whatIsWrongIsSaidInTheUsersWords(String text, Use use, String why) {
        assertThatThrownBy(() -> ws.check(Endpoint.of(text), use)).isInstanceOf(InvalidEndpointException.class)
                .hasMessageStartingWith(text).hasMessageContaining(why).hasMessageNotContaining("tcp://");
    }

    @Test
    void aBoundEndpointKeepsItsPath() throws Exception {
        try (Listener listener = ws.bind(Endpoint.of("ws://127.0.0.1:*/feed"), SocketOptions.defaults())) {
            assertThat(listener.endpoint().toString()).matches("ws://127\\.0\\.0\\.1:[0-9]+/feed");
        }
    }
}
