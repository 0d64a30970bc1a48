package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Single stories of a byte queue; what holds for all of them is in the property tests beside this one. */
class ByteQueueTest {
    private static final byte OVERWRITTEN = (byte) 0xDB; // where assertions are on, as they are in tests

    private final ChunkPool pool = new ChunkPool();
    private final OutgoingMessage outgoing = new OutgoingMessage();
    private final ByteBuffer[] buffers = new ByteBuffer[4];

    @AfterEach
    void allMemoryIsBack() {
        assertThat(pool.inUseBytes()).isZero();
    }

    @Test
    void emptyQueueHoldsNothing() {
        ByteQueue queue = new ByteQueue(pool, 1, 1);

        assertThat(queue.hasMessage()).isFalse();
        assertThat(queue.looksUnwritten()).isFalse();
        assertThat(queue.gather(buffers, 100)).isZero();
        assertThat(queue.rewind()).isFalse();
        queue.restart(true);
        queue.discard();
        assertThat(queue.hasRoom()).isTrue();
    }

    @Test
    void unreadMessagesAreGoneAfterDiscard() {
        ByteQueue queue = new ByteQueue(pool, 0, 0);
        append(queue, 5);

        queue.discard();

        assertThat(queue.hasMessage()).isFalse();
        assertThat(queue.backlogMessages()).isZero();
        append(queue, 6);
        assertThat(queue.hasMessage()).isTrue();
        queue.discard();
    }

    @Test
    void commandThatWasWrittenIsNotWrittenAgain() {
        ByteQueue queue = new ByteQueue(pool, 0, 0);
        queue.appendEncoded(Reference.command(new byte[7]));
        append(queue, 20);
        assertThat(queue.gather(buffers, 100)).isEqualTo(1);
        queue.drained(9 + 3);

        assertThat(queue.rewind()).as("lost").isFalse();

        assertThat(queue.backlogBytes()).as("the message and nothing before it").isEqualTo(22);
        queue.discard();
    }

    @Test
    void creditOfMessagesBeforeALostOneComesBack() {
        ByteQueue queue = new ByteQueue(pool, 4, 0);
        append(queue, 10);
        outgoing.envelope(new byte[][] {new byte[10]}, 1);
        append(queue, 5000); // its second frame is in another chunk
        queue.gather(buffers, 24);
        queue.drained(24); // up to the end of the first chunk
        queue.gather(buffers, 1);

        assertThat(queue.rewind()).as("lost").isTrue();

        assertThat(queue.backlogBytes()).isZero();
        assertThat(queue.backlogMessages()).isZero();
        queue.discard();
    }

    /** Bytes are published before the message count; a writer on another thread can take them in between. */
    @Test
    void emptyQueueHasRoomThoughItsWriterOvertookTheCount() {
        ByteQueue queue = new ByteQueue(pool, 1, 0);
        append(queue, 10);
        queue.publishedMessages = 0;
        queue.gather(buffers, 100);
        queue.drained(12);
        queue.publishedMessages = 1;

        assertThat(queue.hasRoom()).as("room in an empty queue").isTrue();
        assertThat(queue.depthMessages()).isZero();
        append(queue, 10);
        assertThat(queue.hasRoom()).isFalse();
        queue.discard();
    }

    @Test
    void messageUnderWayIsNotTakenBackInParts() {
        ByteQueue queue = new ByteQueue(pool, 0, 0);
        outgoing.envelope(new byte[][] {new byte[10]}, 1);
        append(queue, 5000); // its second frame is in another chunk
        append(queue, 1);
        queue.gather(buffers, 12);
        queue.drained(12);
        queue.gather(buffers, 1);

        assertThat(queue.takeBackUnstarted()).isEqualTo(1);

        assertThat(queue.backlogBytes()).as("the second frame").isEqualTo(5009);
        assertThat(queue.backlogMessages()).isEqualTo(1);
        queue.discard();
    }

    @Test
    void frameThatNoChunkCanHoldIsRefused() {
        ByteQueue queue = new ByteQueue(pool, 0, 0);
        append(queue, 10);

        assertThatIllegalArgumentException().isThrownBy(
                () -> queue.append(outgoing.array(new byte[0], 0, Integer.MAX_VALUE)));

        assertThat(queue.backlogBytes()).isEqualTo(12);
        assertThat(queue.appendedMessages()).isEqualTo(1);
        queue.discard();
    }

    @Test
    void whatHasBeenTakenIsOverwritten() {
        ByteQueue queue = new ByteQueue(pool, 0, 0);
        outgoing.envelope(new byte[][] {new byte[10]}, 1);
        append(queue, 5000); // its second frame is in another chunk
        append(queue, 7);
        IncomingMessage incoming = new IncomingMessage();
        queue.load(incoming);
        ByteBuffer first = incoming.frame(0).duplicate();
        ByteBuffer second = incoming.frame(1).duplicate();
        assertThat(bytes(second)).isEqualTo(Reference.body(5000, 5000));

        queue.consume(incoming);

        assertThat(bytes(first)).containsOnly(OVERWRITTEN);
        assertThat(bytes(second)).containsOnly(OVERWRITTEN);
        queue.load(incoming);
        assertThat(incoming.bytes(0)).as("the next message").isEqualTo(Reference.body(7, 7));
        queue.consume(incoming);
        queue.discard();
    }

    @Test
    void whatHasBeenWrittenIsOverwrittenWithItsChunk() {
        ByteQueue queue = new ByteQueue(pool, 0, 0);
        append(queue, 10);
        append(queue, 5000); // in another chunk
        assertThat(queue.gather(buffers, Long.MAX_VALUE)).isEqualTo(2);
        ByteBuffer first = buffers[0].duplicate();
        ByteBuffer second = buffers[1].duplicate();

        queue.drained(12 + 100);
        assertThat(bytes(first)).containsOnly(OVERWRITTEN);
        assertThat(bytes(second)).as("a message under way").isEqualTo(Reference.message(
                List.of(Reference.body(5000, 5000))));

        queue.drained(5009 - 100);
        queue.restart(true);
        assertThat(bytes(second)).containsOnly(OVERWRITTEN);
        queue.discard();
    }

    private static byte[] bytes(ByteBuffer view) {
        byte[] bytes = new byte[view.remaining()];
        view.get(view.position(), bytes);
        return bytes;
    }

    private void append(ByteQueue queue, int size) {
        queue.append(outgoing.array(Reference.body(size, size), 0, size));
        outgoing.clear();
    }
}
