package zlink.transport.ws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadReaderTest {
    private static final String HEAD = "GET /a HTTP/1.1\r\nHost: h\r\nEmpty:\r\nList: a , b,\tc,,\r\nlist: D\r\n\r\n";

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1000})
    void aHeadIsReadHoweverItIsSplit(int step) throws Exception {
        HeadReader reader = new HeadReader(1000);
        ByteBuffer all = bytes(HEAD + "behind");
        boolean done = false;
        while (!done) {
            int count = Math.min(step, all.remaining());
            ByteBuffer piece = all.slice(all.position(), count);
            done = reader.read(piece);
            all.position(all.position() + piece.position());
        }

        assertThat(all.remaining()).as("what is behind is left alone").isEqualTo("behind".length());
        HttpHead head = reader.head();
        assertThat(head.startLine()).isEqualTo("GET /a HTTP/1.1");
        assertThat(head.only("HOST")).contains("h");
        assertThat(head.only("empty")).contains("");
        assertThat(head.only("list")).as("two of them").isEmpty();
        assertThat(head.elements("List")).containsExactly("a", "b", "c", "D");
        assertThat(head.hasElement("list", "d")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'GET / HTTP/1.1\nHost: h'|a LF without CR",
        "'GET / HTTP/1.1\r\rHost: h'|a CR without LF",
        "'GET / HTTP/1.1\r\n no: fold\r\n'|the header line",
        "'GET / HTTP/1.1\r\nno colon\r\n'|the header line",
        "'GET / HTTP/1.1\r\n: no name\r\n'|the header line",
        "'GET / HTTP/1.1\r\nspace : before\r\n'|the header line",
        "'GET / HTTP/1.1\r\nname: \u0001x\r\n'|the control character 0x1",
        "'GET / HTTP/1.1\r\nname: \u007f\r\n'|the control character 0x7f",
        "'\u00ff\u0000\u0000'|ZMTP",
        "'\u0016\u0003\u0001'|TLS",
        "'\u0000'|speaks no HTTP",
        "'{}'|speaks no HTTP",
        "'\r\nGET'|speaks no HTTP"
    })
    void whatIsNoHeadIsRefusedAtOnce(String text, String why) {
        assertThatThrownBy(() -> new HeadReader(1000).read(bytes(text))).isInstanceOfSatisfying(HttpFailure.class,
                failure -> assertThat(failure.status()).isEqualTo(HttpStatus.BAD_REQUEST)).hasMessageContaining(why);
    }

    @Test
    void aHeadOfTheLargestSizeIsRead() throws Exception {
        assertThat(new HeadReader(HEAD.length()).read(bytes(HEAD))).isTrue();
        assertThatThrownBy(() -> new HeadReader(HEAD.length() - 1).read(bytes(HEAD)))
                .isInstanceOfSatisfying(HttpFailure.class,
                        failure -> assertThat(failure.status()).isEqualTo(HttpStatus.HEADERS_TOO_LARGE))
                .hasMessageContaining(String.valueOf(HEAD.length() - 1));
    }

    @Test
    void aFirstLineThatIsTooLongHasAStatusOfItsOwn() {
        assertThatThrownBy(() -> new HeadReader(600).read(bytes("GET /" + "a".repeat(1000))))
                .isInstanceOfSatisfying(HttpFailure.class,
                        failure -> assertThat(failure.status()).isEqualTo(HttpStatus.URI_TOO_LONG));
    }
}
