package zlink.transport.ws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientUpgradeTest {
    private final ClientUpgrade client = new ClientUpgrade("server.example:5555", "/feed?x=1",
            List.of("ZWS2.0/NULL", "ZWS2.0"));

    private static HttpHead head(byte[] bytes) throws HttpFailure {
        HeadReader reader = new HeadReader(8192);
        assertThat(reader.read(ByteBuffer.wrap(bytes))).isTrue();
        return reader.head();
    }

    private String goodAnswer() throws HttpFailure {
        ServerUpgrade server = new ServerUpgrade(Directory.of("/feed"), List.of(), List.of("ZWS2.0/NULL"));
        server.judge(head(client.opening()));
        return new String(server.answer(), StandardCharsets.US_ASCII);
    }

    private Upgrade.Agreement judge(String answer) throws HttpFailure {
        return client.judge(head(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void theRequestIsWhatLibzmqUnderstands() {
        assertThat(new String(client.opening(), StandardCharsets.US_ASCII)).matches("""
                GET /feed\\?x=1 HTTP/1\\.1
                Host: server\\.example:5555
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Key: [A-Za-z0-9+/]{22}==
                Sec-WebSocket-Protocol: ZWS2\\.0/NULL,ZWS2\\.0
                Sec-WebSocket-Version: 13

                """.replace("\n", "\r\n"));
        assertThat(client.opening()).isNotEqualTo(new ClientUpgrade("server.example:5555", "/feed?x=1",
                List.of("ZWS2.0/NULL", "ZWS2.0")).opening());
    }

    @Test
    void aGoodAnswerAgrees() throws HttpFailure {
        assertThat(judge(goodAnswer()).subprotocol()).isEqualTo("ZWS2.0/NULL");
        assertThat(judge(goodAnswer().replace("Connection: Upgrade", "connection: keep-alive,upgrade")
                .replace("websocket", "WebSocket")).path()).isEqualTo("/feed?x=1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "101 Switching Protocols|404 Not Found|404 Not Found",
        "101 Switching Protocols|200 OK|refuses the WebSocket at '/feed?x=1'",
        "HTTP/1.1 101|HTTP/2 101|answers with no HTTP/1.1",
        "Upgrade: websocket|Upgrade: h2c|something else",
        "Connection: Upgrade|Connection: close|something else",
        "Sec-WebSocket-Accept: |Sec-WebSocket-Accept: A|Sec-WebSocket-Accept",
        "Sec-WebSocket-Accept|X-Accept|Sec-WebSocket-Accept",
        "ZWS2.0/NULL|ZWS2.0/CURVE|'ZWS2.0/CURVE'",
        "Sec-WebSocket-Protocol|X-Protocol|'none'",
        "'Upgrade: websocket'|'Upgrade: websocket\r\nSec-WebSocket-Extensions: permessage-deflate'|extensions"
    })
    void aBadAnswerFailsForItsReason(String good, String bad, String why) throws HttpFailure {
        String answer = goodAnswer().replace(good.strip(), bad.strip());
        assertThatThrownBy(() -> judge(answer)).isInstanceOf(HttpFailure.class).hasMessageContaining(why);
    }
}
