package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.api.Message;
import zlink.api.RoutingId;

/** Whatever form a caller's message has: the same frames go out. */
class OutgoingMessageTest {
    private final OutgoingMessage outgoing = new OutgoingMessage();

    @Test
    void takesAnArray() {
        outgoing.array(ascii("xbodyx"), 1, 4);

        assertThat(frames()).containsExactly("body");
        assertThat(outgoing.callerFrames()).isEqualTo(1);
        assertThat(outgoing.isPlainArray()).isTrue();
    }

    @Test
    void takesABufferAndLeavesItsPosition() {
        ByteBuffer buffer = ByteBuffer.wrap(ascii("xbodyx"), 1, 4);

        outgoing.buffer(buffer);

        assertThat(frames()).containsExactly("body");
        assertThat(buffer.position()).isEqualTo(1);
        assertThat(outgoing.isPlainArray()).isFalse();
    }

    @Test
    void takesAMessageWithoutItsFirstFrames() {
        outgoing.message(Message.of("id", "", "body")).to(RoutingId.of("peer"));
        outgoing.skip(2);

        assertThat(frames()).containsExactly("body");
        assertThat(outgoing.callerFrames()).isEqualTo(3);
        assertThat(outgoing.callerBytes(0)).isEqualTo(ascii("id"));
        assertThat(frames()).as("after a look at what is skipped").containsExactly("body");
        assertThat(outgoing.target()).isEqualTo(RoutingId.of("peer"));
    }

    @Test
    void putsAnEnvelopeAroundEveryForm() {
        byte[][] envelope = {ascii("id"), ascii(""), ascii("unused")};
        outgoing.envelope(envelope, 2);

        outgoing.array(ascii("array"), 0, 5);
        assertThat(frames()).containsExactly("id", "", "array");
        assertThat(outgoing.isPlainArray()).isFalse();
        assertThat(outgoing.callerBytes(0)).isEqualTo(ascii("array"));
        outgoing.clear();
        outgoing.envelope(envelope, 1);
        outgoing.buffer(ByteBuffer.wrap(ascii("buffer")));
        assertThat(frames()).containsExactly("id", "buffer");
        outgoing.clear();
        outgoing.envelope(envelope, 1);
        outgoing.message(Message.of("a", "b"));
        outgoing.skip(1);
        assertThat(frames()).containsExactly("id", "b");
        assertThat(outgoing.callerBytes(1)).isEqualTo(ascii("b"));
    }

    @Test
    void clearForgetsABuffer() {
        outgoing.to(RoutingId.of("peer")).buffer(ByteBuffer.wrap(ascii("before")));
        outgoing.clear();
        outgoing.message(Message.of("next"));
        assertThat(frames()).containsExactly("next");
    }

    @Test
    void clearForgetsAll() {
        outgoing.message(Message.of("a", "b")).to(RoutingId.of("peer"));
        outgoing.skip(1);
        outgoing.envelope(new byte[][] {ascii("e")}, 1);

        outgoing.clear();
        outgoing.array(ascii("next"), 0, 4);

        assertThat(frames()).containsExactly("next");
        assertThat(outgoing.target()).isNull();
    }

    /** All frames to go out, looked at in every way there is. */
    private List<String> frames() {
        List<String> frames = new ArrayList<>();
        long total = 0;
        for (int i = 0; i < outgoing.frameCount(); i++) {
            byte[] bytes = outgoing.bytes(i);
            assertThat(bytes).hasSize(outgoing.size(i));
            for (int at = 0; at < bytes.length; at++) {
                assertThat(outgoing.byteAt(i, at)).isEqualTo(bytes[at]);
            }
            ByteBuffer target = ByteBuffer.allocateDirect(bytes.length + 2);
            outgoing.copyTo(i, target, 1);
            byte[] copied = new byte[bytes.length];
            target.get(1, copied);
            assertThat(copied).isEqualTo(bytes);
            total += bytes.length;
            frames.add(new String(bytes, StandardCharsets.US_ASCII));
        }
        assertThat(outgoing.totalSize()).isEqualTo(total);
        return frames;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
