package zlink.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static final PeerInfo PEER = PeerInfo.builder(1).build();

    @Test
    void hasTheTextsItWasMadeOf() {
        Message message = Message.of("a", "", "é");
        assertThat(message.frameCount()).isEqualTo(3);
        assertThat(message.texts()).containsExactly("a", "", "é");
        assertThat(message.text(2)).isEqualTo("é");
        assertThat(message.size(2)).isEqualTo(2);
        assertThat(message.totalSize()).isEqualTo(3);
    }

    @Test
    void neverHasNoFrame() {
        List.<Runnable>of(() -> Message.of(), () -> Message.copyOf(), () -> Message.wrap(),
                () -> Message.builder().build(), () -> Message.received(PEER)).forEach(
                        make -> assertThatExceptionOfType(MessageShapeException.class).isThrownBy(make::run)
                                .withMessageContaining("at least one frame"));
    }

    @Test
    void givesTheOnlyFrameOnlyIfThereIsOne() {
        assertThat(Message.of("x").text()).isEqualTo("x");
        assertThat(Message.of("x").bytes()).containsExactly('x');
        Message two = Message.of("x", "y");
        assertThatExceptionOfType(MessageShapeException.class).isThrownBy(two::text).withMessageContaining("2 frames");
        assertThatExceptionOfType(MessageShapeException.class).isThrownBy(two::bytes).withMessageContaining("2 frames");
    }

    @Test
    void copiesUnlessAskedToWrap() {
        byte[] bytes = {1, 2, 3};
        Message copied = Message.copyOf(bytes);
        Message built = Message.builder().frame(bytes).frame(bytes, 1, 2).frame(ByteBuffer.wrap(bytes)).build();
        Message wrapped = Message.wrap(bytes);
        bytes[1] = 9;
        assertThat(copied.bytes()).containsExactly(1, 2, 3);
        assertThat(built).isEqualTo(Message.copyOf(new byte[] {1, 2, 3}, new byte[] {2, 3}, new byte[] {1, 2, 3}));
        assertThat(wrapped.bytes()).containsExactly(1, 9, 3);
    }

    @Test
    void doesNotSeeChangesOfTheArrayOfFrames() {
        byte[][] frames = {{1}, {2}};
        Message message = Message.wrap(frames);
        frames[0] = new byte[] {9};
        assertThat(message.byteAt(0, 0)).isEqualTo((byte) 1);
    }

    @Test
    void givesNobodyItsBytesToChange() {
        Message message = Message.of("ab");
        message.bytes()[0] = 'x';
        message.bytes(0)[0] = 'x';
        assertThat(message.frame(0).isReadOnly()).isTrue();
        assertThat(message.text()).isEqualTo("ab");
    }

    @Test
    void takesABuffersRemainingBytesAndLeavesItsPosition() {
        ByteBuffer buffer = ByteBuffer.wrap("hello".getBytes(UTF_8)).position(1).limit(3);
        assertThat(Message.copyOf(buffer).text()).isEqualTo("el");
        assertThat(Message.builder().frame(buffer.asReadOnlyBuffer()).build().text()).isEqualTo("el");
        assertThat(buffer.position()).isEqualTo(1);
    }

    @Test
    void isBuiltOfAllKindsOfFrames() {
        Message message = Message.builder().frame(RoutingId.of("id")).empty().frame("text").wrap(new byte[] {7})
                .build();
        assertThat(message).isEqualTo(Message.copyOf("id".getBytes(UTF_8), new byte[0], "text".getBytes(UTF_8),
                new byte[] {7}));
        assertThat(message.routingId()).isEqualTo(RoutingId.of("id"));
    }

    @Test
    void staysAsItIsWhenItsBuilderGoesOn() {
        Message.Builder builder = Message.builder().frame("a");
        Message first = builder.build();
        builder.frame("b");
        assertThat(first.texts()).containsExactly("a");
        assertThat(builder.build().texts()).containsExactly("a", "b");
    }

    @Test
    void namesTheFrameOrByteThatIsNotThere() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Message.of("a").bytes(1))
                .withMessage("frame 1 of a message of 1 frame");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Message.of("a", "b").size(-1))
                .withMessage("frame -1 of a message of 2 frames");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Message.of("a", "b").byteAt(1, 1))
                .withMessage("byte 1 of frame 1, which has 1 bytes");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> Message.builder().frame(new byte[3], 2, 2));
    }

    @Test
    void namesWhatDoesNotFitWhenCopied() {
        Message message = Message.of("abc");
        ByteBuffer target = ByteBuffer.allocate(8).limit(4);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> message.copyTo(0, target, 2))
                .withMessage("frame 0 of 3 bytes at index 2 of a buffer whose limit is 4");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> message.copyTo(0, target, -1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> message.copyTo(0, target, Integer.MAX_VALUE));
        assertThat(message.copyTo(0, target, 1)).isEqualTo(3);
    }

    @Test
    void losesNotItsOnlyFrame() {
        assertThatExceptionOfType(MessageShapeException.class).isThrownBy(() -> Message.of("a").withoutFirst())
                .withMessageContaining("1 frame");
    }

    @Test
    void knowsItsSenderOnlyIfReceived() {
        assertThat(Message.of("a").peer()).isEmpty();
        Message received = Message.received(PEER, new byte[] {'a'});
        assertThat(received.peer()).containsSame(PEER);
        assertThat(received.withFirst(RoutingId.of("id")).peer()).containsSame(PEER);
        assertThat(received.withFirst(new byte[0]).withoutFirst().peer()).containsSame(PEER);
        assertThat(received).isEqualTo(Message.of("a"));
    }

    @Test
    void hasARoutingIdOnlyIfTheFirstFrameCanBeOne() {
        assertThatExceptionOfType(MessageShapeException.class).isThrownBy(() -> Message.of("", "x").routingId())
                .withMessageContaining("0 bytes");
        assertThatExceptionOfType(MessageShapeException.class).isThrownBy(() -> Message.of("x".repeat(256)).routingId())
                .withMessageContaining("256 bytes");
    }

    @Test
    void decodesMalformedTextWithReplacements() {
        assertThat(Message.wrap(new byte[] {'a', (byte) 0xFF}).text()).isEqualTo("a\uFFFD");
    }

    @Test
    void showsABoundedPartOfItself() {
        assertThat(Message.of("hello", "")).hasToString("Message[2 frames, 5 bytes: \"hello\", \"\"]");
        assertThat(Message.wrap(new byte[] {0, 1})).hasToString("Message[1 frame, 2 bytes: 0x0001]");
        Message.Builder many = Message.builder();
        for (int i = 0; i < 1000; i++) {
            many.wrap(new byte[1000]);
        }
        assertThat(many.build().toString()).hasSizeLessThan(800).startsWith("Message[1000 frames, 1000000 bytes:")
                .endsWith("…]");
    }

    @Test
    void refusesNull() {
        assertThatNullPointerException().isThrownBy(() -> Message.of((String) null));
        assertThatNullPointerException().isThrownBy(() -> Message.of((String[]) null));
        assertThatNullPointerException().isThrownBy(() -> Message.copyOf((byte[]) null));
        assertThatNullPointerException().isThrownBy(() -> Message.copyOf((ByteBuffer) null));
        assertThatNullPointerException().isThrownBy(() -> Message.wrap(new byte[1], null)).withMessage("frame 1");
        assertThatNullPointerException().isThrownBy(() -> Message.received(null, new byte[1]));
        assertThatNullPointerException().isThrownBy(() -> Message.builder().wrap(null));
        assertThatNullPointerException().isThrownBy(() -> Message.builder().frame((String) null));
    }
}
