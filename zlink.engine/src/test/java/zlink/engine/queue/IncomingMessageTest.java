package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zlink.api.Message;
import zlink.api.PeerInfo;
import zlink.api.RoutingId;

/** What a pattern and a user see of a message where it lies. */
class IncomingMessageTest {
    private static final PeerInfo PEER = PeerInfo.builder(7).build();

    private final ChunkPool pool = new ChunkPool();
    private final ByteQueue queue = new ByteQueue(pool, 0, 0);
    private final IncomingMessage incoming = new IncomingMessage();

    @AfterEach
    void memoryGoesBack() {
        queue.discard();
        assertThat(pool.inUseBytes()).isZero();
    }

    @Test
    void showsFramesAsTheyCame() {
        load("id", "", "body");

        assertThat(incoming.frameCount()).isEqualTo(3);
        assertThat(incoming.text(0)).isEqualTo("id");
        assertThat(incoming.size(0)).isEqualTo(2);
        assertThat(incoming.size(1)).isZero();
        assertThat(incoming.bytes(2)).isEqualTo("body".getBytes(StandardCharsets.US_ASCII));
        assertThat(incoming.peer()).isSameAs(PEER);
        assertThat(incoming.from()).isNull();
        assertThat(incoming.toMessage()).isEqualTo(Message.of("id", "", "body"));
    }

    @Test
    void hidesAndPutsInFront() {
        load("id", "", "body");

        incoming.strip(1);
        incoming.strip(1);
        incoming.from(RoutingId.of("router"));

        assertThat(incoming.bodyFrames()).isEqualTo(1);
        assertThat(incoming.bodySize(0)).isEqualTo(4);
        assertThat(incoming.bodyByte(0, 3)).isEqualTo((byte) 'y');
        assertThat(incoming.frameCount()).isEqualTo(2);
        assertThat(incoming.size(0)).isEqualTo(6);
        assertThat(incoming.text(0)).isEqualTo("router");
        assertThat(incoming.frame(0)).isEqualTo(ByteBuffer.wrap("router".getBytes(StandardCharsets.US_ASCII)));
        assertThat(incoming.frame(0).isReadOnly()).isTrue();
        assertThat(incoming.toMessage()).isEqualTo(Message.of("router", "body"));
    }

    @Test
    void nextMessageStartsUndisguised() {
        load("a", "b");
        incoming.strip(1);
        incoming.from(RoutingId.of("router"));
        queue.consume(incoming);

        load("c");

        assertThat(incoming.toMessage()).isEqualTo(Message.of("c"));
        assertThat(incoming.from()).isNull();
    }

    @Test
    void viewIsReadOnlyAndBigEndianWhateverTheLastUserDid() {
        load("\0\1", "\0\2");
        ByteBuffer first = incoming.frame(0);
        assertThat(first.isReadOnly()).isTrue();
        first.order(ByteOrder.LITTLE_ENDIAN).position(first.limit());

        assertThat(incoming.frame(1).order()).isEqualTo(ByteOrder.BIG_ENDIAN);
        assertThat(incoming.frame(1).getShort()).isEqualTo((short) 2);
        assertThat(incoming.frame(0).remaining()).isEqualTo(2);
    }

    @Test
    void copiesIntoTheCallersBuffer() {
        load("head", "tail");
        ByteBuffer target = ByteBuffer.allocate(10);

        incoming.bodyTo(0, target);
        incoming.bodyTo(1, target);

        assertThat(target.position()).isEqualTo(8);
        assertThat(new String(target.array(), 0, 8, StandardCharsets.US_ASCII)).isEqualTo("headtail");
    }

    @Test
    void framesThatAreNotThereAreRefused() {
        load("only");

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> incoming.size(1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> incoming.frame(-1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> incoming.bytes(1));
    }

    @Test
    void veryManyFramesAreSeenAndForgotten() {
        load(Collections.nCopies(5000, "f").toArray(String[]::new));
        assertThat(incoming.bodyFrames()).isEqualTo(5000);
        assertThat(incoming.text(4999)).isEqualTo("f");
        queue.consume(incoming);

        load("small", "again");

        assertThat(incoming.toMessage()).isEqualTo(Message.of("small", "again"));
    }

    @Test
    void bytesOfFramesAreCountedWhenTheyAreTaken() {
        load("four", "", "sixsix");
        assertThat(queue.appendedBodyBytes()).isEqualTo(10);
        assertThat(queue.consumedBodyBytes()).isZero();
        queue.consume(incoming);
        load("one");
        queue.consume(incoming);

        assertThat(queue.consumedBodyBytes()).isEqualTo(13).isEqualTo(queue.appendedBodyBytes());
    }

    @Test
    void forgetsWhatItHasShown() {
        load("a", "b");
        incoming.from(RoutingId.of("router"));
        queue.consume(incoming);

        incoming.forget();

        assertThat(incoming.frameCount()).isZero();
        assertThat(incoming.peer()).isNull();
        assertThat(incoming.from()).isNull();
    }

    private void load(String... frames) {
        queue.append(new OutgoingMessage().message(Message.of(frames)));
        queue.load(incoming);
        incoming.peer(PEER);
    }
}
