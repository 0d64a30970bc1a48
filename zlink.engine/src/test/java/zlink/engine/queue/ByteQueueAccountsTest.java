package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a byte queue says of its room, its depth and its memory, to the byte. */
class ByteQueueAccountsTest {
    private final ChunkPool pool = new ChunkPool();
    private final OutgoingMessage outgoing = new OutgoingMessage();
    private final IncomingMessage incoming = new IncomingMessage();
    private final ByteBuffer[] buffers = new ByteBuffer[4];

    @AfterEach
    void allMemoryIsBack() {
        assertThat(pool.inUseBytes()).isZero();
    }

    @Test
    void countsWhatCameAndWhatWasTaken() {
        ByteQueue queue = new ByteQueue(pool, 0, 0);
        append(queue, 10);
        append(queue, 20);
        assertThat(queue.publishedMessages()).isEqualTo(2);
        assertThat(queue.appendedBodyBytes()).isEqualTo(30);
        assertThat(queue.depthMessages()).isEqualTo(2);
        assertThat(queue.depthBytes()).isEqualTo(12 + 22);

        take(queue);

        assertThat(queue.consumedMessages()).isEqualTo(1);
        assertThat(queue.consumedBodyBytes()).isEqualTo(10);
        assertThat(queue.depthMessages()).isEqualTo(1);
        assertThat(queue.depthBytes()).isEqualTo(22);
        assertThat(queue.publishedMessages()).isEqualTo(2);
        queue.discard();
        assertThat(queue.depthBytes()).isZero();
    }

    @Test
    void bareMessagesAreTheirBytes() {
        ByteQueue queue = new ByteQueue(pool, 0, 0);
        for (String text : new String[] {"one", "", "four"}) {
            queue.appendBare(outgoing.array(text.getBytes(StandardCharsets.US_ASCII), 0, text.length()));
            outgoing.clear();
        }
        assertThat(queue.appendedMessages()).isEqualTo(3);
        assertThat(queue.publishedMessages()).isEqualTo(3);
        assertThat(queue.appendedBodyBytes()).isEqualTo(7);

        assertThat(queue.gather(buffers, Long.MAX_VALUE)).isEqualTo(1);
        assertThat(StandardCharsets.US_ASCII.decode(buffers[0]).toString()).isEqualTo("onefour");
        queue.drained(7);
        queue.discard();
    }

    @Test
    void whatAnInletBringsIsCounted() {
        ByteQueue queue = new ByteQueue(pool, 0, 0);
        RawInlet inlet = new RawInlet(queue);
        inlet.begin();
        inlet.room().put(new byte[100]);
        inlet.arrived(100, null);
        assertThat(queue.appendedBytes()).isEqualTo(2 + 9 + 100);
        assertThat(queue.depthBytes()).isEqualTo(2 + 9 + 100);
        queue.discard();
    }

    @Test
    void inletThatStartsOverFillsTheChunkItKeptFromTheFront() throws FrameException {
        ByteQueue queue = new ByteQueue(pool, 0, 0);
        FrameInlet inlet = new FrameInlet(queue, true, 0);
        for (int i = 0; i < 3; i++) {
            byte[] bytes = Reference.message(List.of(Reference.body(10, i)));
            inlet.room().put(bytes);
            assertThat(inlet.arrived(bytes.length, null)).isEqualTo(1);
            take(queue);
            assertThat(incoming.frameCount()).isEqualTo(1);
            inlet.restart(true);
            assertThat(inlet.room().position()).isZero();
        }
        assertThat(pool.inUseBytes()).isEqualTo(ChunkPool.SMALL);
        queue.discard();
    }

    @Test
    void roomIsBackWhenMessagesAreCreditedAndNotBefore() {
        ByteQueue queue = new ByteQueue(pool, 4, 0);
        for (int i = 0; i < 4; i++) {
            assertThat(queue.roomIsBack()).isTrue();
            append(queue, 10);
        }
        assertThat(queue.roomIsBack()).isFalse();
        take(queue);
        assertThat(queue.roomIsBack()).as("with one of four taken").isFalse();
        take(queue);
        assertThat(queue.roomIsBack()).as("with half taken").isTrue();
        assertThat(queue.hasRoom()).isTrue();
        queue.discard();
    }

    @Test
    void roomIsBackWhenBytesAreCreditedAndNotBefore() {
        ByteQueue queue = new ByteQueue(pool, 0, 48);
        for (int i = 0; i < 8; i++) {
            assertThat(queue.roomIsBack()).isTrue();
            append(queue, 4); // six bytes with its header
        }
        assertThat(queue.roomIsBack()).as("at the limit").isFalse();
        assertThat(queue.hasRoom()).isFalse();
        assertThat(take(queue)).as("credit for less than a quarter").isFalse();
        assertThat(queue.roomIsBack()).isFalse();
        assertThat(take(queue)).as("credit for a quarter").isTrue();
        assertThat(queue.roomIsBack()).isTrue();
        queue.discard();
    }

    @Test
    void bytesAreCreditedByTheQuarterAlsoWhereMessagesAreLimited() {
        ByteQueue queue = new ByteQueue(pool, 1000, 48);
        for (int i = 0; i < 8; i++) {
            append(queue, 4);
        }
        assertThat(take(queue)).isFalse();
        assertThat(take(queue)).isTrue();
        queue.discard();
    }

    /** A writer may have taken a message's bytes before its count was published. */
    @Test
    void countThatCameLateIsCreditedAtTheNextLook() {
        ByteQueue queue = new ByteQueue(pool, 4, 0);
        append(queue, 10);
        queue.publishedMessages = 0;
        queue.gather(buffers, 100);
        queue.drained(12);
        queue.publishedMessages = 1;
        assertThat(queue.backlogMessages()).isEqualTo(1);

        assertThat(queue.gather(buffers, 100)).isZero();

        assertThat(queue.backlogMessages()).isZero();
        queue.discard();
    }

    @Test
    void frameThatFitsExactlyTakesNoOtherChunk() {
        ByteQueue queue = new ByteQueue(pool, 0, 0);
        append(queue, 10);
        append(queue, ChunkPool.SMALL - 12 - 9);
        assertThat(pool.inUseBytes()).isEqualTo(ChunkPool.SMALL);
        append(queue, 0);
        assertThat(pool.inUseBytes()).isEqualTo(ChunkPool.SMALL + ChunkPool.STANDARD);
        queue.discard();
    }

    @Test
    void chunksUpToTheStandardAreKeptIfAsked() {
        ByteQueue queue = new ByteQueue(pool, 0, 0);
        append(queue, ChunkPool.STANDARD - 9);
        take(queue);
        queue.restart(true);
        assertThat(pool.inUseBytes()).isEqualTo(ChunkPool.STANDARD);
        queue.restart(false);
        assertThat(pool.inUseBytes()).isZero();

        append(queue, ChunkPool.STANDARD);
        take(queue);
        queue.restart(true);
        assertThat(pool.inUseBytes()).isZero();
    }

    private void append(ByteQueue queue, int size) {
        queue.append(outgoing.array(Reference.body(size, size), 0, size));
        outgoing.clear();
    }

    /** Whether credit went back. */
    private boolean take(ByteQueue queue) {
        assertThat(queue.hasMessage()).isTrue();
        queue.load(incoming);
        return queue.consume(incoming);
    }
}
