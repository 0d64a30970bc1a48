package zlink.transport.ws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUpgradeTest {
    private static final String GOOD = """
            GET /feed HTTP/1.1
            Host: server.example:5555
            Upgrade: websocket
            Connection: keep-alive, Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Protocol: other, ZWS2.0/NULL,ZWS2.0
            Origin: https://App.example
            User-Agent: browser
            """;

    private final ServerUpgrade server = server("https://app.example", "null");

    private static ServerUpgrade server(String... origins) {
        return new ServerUpgrade(Directory.of("/feed"), List.of(origins), List.of("ZWS2.0/NULL", "ZWS2.0"));
    }

    private static HttpHead head(String lines) throws HttpFailure {
        HeadReader reader = new HeadReader(8192);
        assertThat(reader.read(ByteBuffer.wrap((lines.replace("\n", "\r\n") + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1)))).isTrue();
        return reader.head();
    }

    @Test
    void aGoodRequestIsAnsweredAsTheSpecificationHasIt() throws HttpFailure {
        Upgrade.Agreement agreement = server.judge(head(GOOD));

        assertThat(agreement.subprotocol()).isEqualTo("ZWS2.0/NULL");
        assertThat(agreement.path()).isEqualTo("/feed");
        assertThat(agreement.origin()).contains("https://App.example");
        assertThat(agreement.userAgent()).contains("browser");
        assertThat(new String(server.answer(), StandardCharsets.US_ASCII)).isEqualTo("""
                HTTP/1.1 101 Switching Protocols
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
                Sec-WebSocket-Protocol: ZWS2.0/NULL

                """.replace("\n", "\r\n"));
    }

    @Test
    void theClientsOrderDecides() throws HttpFailure {
        assertThat(server.judge(head(GOOD.replace("ZWS2.0/NULL,ZWS2.0", "ZWS2.0, ZWS2.0/NULL"))).subprotocol())
                .isEqualTo("ZWS2.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/feed?token=1", "http://server.example:5555/feed", "ws://server.example/feed?x",
        "HTTPS://server.example/feed"})
    void theSamePathInOtherWords(String target) throws HttpFailure {
        assertThat(server.judge(head(GOOD.replace("/feed", target))).path()).isEqualTo("/feed");
    }

    @ParameterizedTest(name = "{2} for {1}")
    @CsvSource(delimiter = '|', value = {
        "GET /feed|GET  /feed|BAD_REQUEST|the request line",
        "HTTP/1.1|HTTPS|BAD_REQUEST|the request line",
        "HTTP/1.1|HTTP/1.0|VERSION_NOT_SUPPORTED|HTTP/1.0",
        "HTTP/1.1|HTTP/2.0|VERSION_NOT_SUPPORTED|HTTP/2.0",
        "GET|POST|METHOD_NOT_ALLOWED|POST",
        "GET|get|METHOD_NOT_ALLOWED|get",
        "/feed|/other|NOT_FOUND|'/other'",
        "/feed|/feed/|NOT_FOUND|only '/feed' is",
        "/feed|http://server.example|NOT_FOUND|'/'",
        "Host:|X-Host:|BAD_REQUEST|0 Host headers",
        "'Host: '|'Host: a\nHost: '|BAD_REQUEST|2 Host headers",
        "Upgrade: websocket|X: y|UPGRADE_REQUIRED|asks for no WebSocket",
        "Upgrade: websocket|Upgrade: h2c|UPGRADE_REQUIRED|asks for no WebSocket",
        "keep-alive, Upgrade|keep-alive|BAD_REQUEST|Connection",
        "Version: 13|Version: 8|UPGRADE_REQUIRED|[8]",
        "Sec-WebSocket-Version: 13|X: y|UPGRADE_REQUIRED|only 13",
        "dGhlIHNhbXBsZSBub25jZQ==|c2hvcnQ=|BAD_REQUEST|Sec-WebSocket-Key",
        "dGhlIHNhbXBsZSBub25jZQ==|****|BAD_REQUEST|Sec-WebSocket-Key",
        "Sec-WebSocket-Key|X-Key|BAD_REQUEST|Sec-WebSocket-Key",
        "'other, ZWS2.0/NULL,ZWS2.0'|other|BAD_REQUEST|[other]",
        "'other, ZWS2.0/NULL,ZWS2.0'|ZWS2.0/CURVE|BAD_REQUEST|ZWS2.0/NULL",
        "Sec-WebSocket-Protocol|X-Protocol|BAD_REQUEST|none of the subprotocols []",
        "https://App.example|https://evil.example|FORBIDDEN|WS_ALLOWED_ORIGINS",
        "https://App.example|http://app.example|FORBIDDEN|'http://app.example'",
        "https://App.example|https://app.example:8443|FORBIDDEN|app.example:8443",
        "User-Agent: browser|Content-Length: 5|CONTENT_TOO_LARGE|body",
        "User-Agent: browser|Transfer-Encoding: chunked|CONTENT_TOO_LARGE|body"
    })
    void whatIsWrongIsAnsweredWithItsStatus(String good, String bad, HttpStatus status, String why) throws HttpFailure {
        HttpHead request = head(GOOD.replace(good, bad));
        assertThatThrownBy(() -> server.judge(request)).isInstanceOfSatisfying(HttpFailure.class, failure -> {
            assertThat(failure.status()).isEqualTo(status);
            assertThat(new String(server.refusal(failure), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 " + status + "\r\n").contains("close\r\n");
        }).hasMessageContaining(why);
    }

    @Test
    void refusalsSayWhatWouldDo() {
        assertThat(refusal(HttpStatus.METHOD_NOT_ALLOWED)).contains("\r\nAllow: GET\r\n");
        assertThat(refusal(HttpStatus.UPGRADE_REQUIRED)).contains("\r\nUpgrade: websocket\r\n",
                "\r\nSec-WebSocket-Version: 13\r\n", "\r\nConnection: Upgrade, close\r\n");
        assertThat(refusal(HttpStatus.NOT_FOUND)).doesNotContain("a secret")
                .endsWith("Content-Length: 14\r\n\r\n404 Not Found\n");
    }

    private String refusal(HttpStatus status) {
        return new String(server.refusal(new HttpFailure(status, "a secret")), StandardCharsets.US_ASCII);
    }

    @Test
    void withoutAnyAllowedOriginOnlyProgramsAreLetIn() throws HttpFailure {
        assertThat(server().judge(head(GOOD.replace("Origin: https://App.example\n", ""))).origin()).isEmpty();
        assertThatThrownBy(() -> server().judge(head(GOOD))).isInstanceOf(HttpFailure.class);
        assertThat(server("*").judge(head(GOOD)).origin()).contains("https://App.example");
        assertThat(server.judge(head(GOOD.replace("https://App.example", "null"))).origin()).contains("null");
    }
}
