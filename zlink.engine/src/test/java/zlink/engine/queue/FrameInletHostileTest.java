package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that no honest peer sends. */
class FrameInletHostileTest {
    private static final byte[] HELLO = Reference.frame(0, Reference.body(5, 1));

    @ParameterizedTest
    @CsvSource({
        "0800,reserved bits in frame flags 0x8",
        "8000,reserved bits in frame flags 0x80",
        "FF00,reserved bits in frame flags 0xff",
        "0500,command with MORE",
        "0504,command with MORE",
        "07000000000000000A,command with MORE",
        "028000000000000000,negative frame size",
        "02FFFFFFFFFFFFFFFF,negative frame size -1",
        "027FFFFFFFFFFFFFFF,more than a frame can have here",
        "020000000080000000,more than a frame can have here",
        "02000000007FFFFFFF,more than a frame can have here",
        "067FFFFFFFFFFFFFFF,more than a frame can have here",
        "040000000000000000,command without a name",
        "0400000000000000FF,command without a name",
        "04000000000000010A,command without a name",
        "040000000000000200,command without a name"
    })
    void isRefusedAsSoonAsItIsThere(String header, String reason) {
        for (boolean queued : new boolean[] {true, false}) {
            InletRig rig = new InletRig(queued, 0);
            rig.feed(HexFormat.of().parseHex(header), List.of(1), List.of(0)).finish();

            assertThat(rig.failure()).startsWith("protocol: ").contains(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0800", "0500", "02FFFFFFFFFFFFFFFF"})
    void whatCameBeforeIsDelivered(String header) {
        byte[] stream = Reference.join(HELLO, HELLO, Reference.command(new byte[4]),
                HexFormat.of().parseHex(header));

        InletRig rig = new InletRig(true, 0).feed(stream, List.of(stream.length), List.of(0)).finish();

        assertThat(rig.failure()).isNotEmpty();
        assertThat(rig.messages()).hasSize(2);
        assertThat(rig.commands()).hasSize(1);
        assertThat(rig.receivedMessages()).isEqualTo(2);
    }

    @Test
    void listenersRefusalsCountTheSame() throws FrameException {
        ByteQueue queue = new ByteQueue(new ChunkPool(), 0, 0);
        FrameInlet inlet = new FrameInlet(queue, true, 0);
        byte[] stream = Reference.join(HELLO, Reference.command(new byte[1]), HELLO);
        inlet.room().put(stream);

        assertThat(catchFailure(inlet, stream.length)).isEqualTo("refused");
        assertThat(inlet.receivedMessages()).isEqualTo(1);
        assertThat(queue.hasMessage()).isTrue();
        assertThat(queue.appendedMessages()).isEqualTo(1);
    }

    private static String catchFailure(FrameInlet inlet, int bytes) {
        try {
            inlet.arrived(bytes, new Refusing());
            return "";
        } catch (FrameException e) {
            return e.getMessage();
        }
    }

    private static final class Refusing implements FrameInlet.Listener {
        @Override
        public void command(ByteBuffer memory, int offset, int size) throws FrameException {
            throw new FrameException("refused");
        }

        @Override
        public void frame(ByteBuffer memory, int offset, int size, boolean more) { }
    }

    // ---- limits ----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(ints = {1, 254, 255, 256, 257, 5000, 70_000})
    void limitIsExact(int limit) {
        assertThat(failure(limit, Reference.frame(0, new byte[limit]))).isEmpty();
        assertThat(failure(limit, Reference.longFrame(0, limit, new byte[limit]))).isEmpty();
        assertThat(failure(limit, Reference.command(new byte[limit]))).isEmpty();
        assertThat(failure(limit, Reference.frame(0, new byte[limit + 1]))).startsWith("limit: ");
        assertThat(failure(limit, Reference.longFrame(0, limit + 1, new byte[0]))).startsWith("limit: ");
        assertThat(failure(limit, Reference.longFrame(4, Math.max(limit, 1024) + 1, new byte[0])))
                .startsWith("limit: ");
        assertThat(failure(limit, Reference.longFrame(0, 1L << 40, new byte[0]))).startsWith("limit: ");
        assertThat(failure(limit, Reference.longFrame(0, Long.MAX_VALUE, new byte[0]))).startsWith("limit: ");
    }

    @Test
    void framesOfAMessageCountTogether() {
        byte[] more = Reference.frame(1, new byte[10]);
        byte[] last = Reference.frame(0, new byte[10]);

        assertThat(failure(30, Reference.join(more, more, last))).isEmpty();
        assertThat(failure(29, Reference.join(more, more, last)))
                .isEqualTo("limit: frame of 10 bytes in a message that has 20, limit 29");
        assertThat(failure(9, more)).isEqualTo("limit: frame of 10 bytes, limit 9");
        assertThat(failure(30, Reference.join(more, more, last, more, more, last))).as("anew").isEmpty();
    }

    @Test
    void heartbeatBetweenFramesTakesNothingFromTheLimit() {
        byte[] more = Reference.frame(1, new byte[15]);
        byte[] ping = Reference.command(new byte[7]);
        byte[] last = Reference.frame(0, new byte[15]);

        assertThat(failure(30, Reference.join(more, ping, last))).isEmpty();
        assertThat(failure(1, Reference.join(ping, Reference.frame(0, new byte[1]), ping))).isEmpty();
    }

    @Test
    void emptyFramesAreNotFree() {
        byte[] frames = new byte[64 * 1024 + 1000]; // headers alone: what a message of 1000 bytes may cost beside them
        for (int i = 0; i < frames.length; i += 2) {
            frames[i] = 1;
        }

        assertThat(failure(1000, frames)).isEmpty();
        assertThat(failure(1000, Reference.join(frames, new byte[2]))).startsWith("limit: ");
        assertThat(failure(0, Reference.join(frames, frames))).as("no limit").isEmpty();
    }

    @Test
    void commandsInsideAMessageAreNotFree() {
        byte[] more = Reference.frame(1, new byte[0]);
        byte[] ping = Reference.command(new byte[7]);
        byte[] pings = ping;
        for (int i = 0; i < 13; i++) {
            pings = Reference.join(pings, pings);
        }
        byte[] stream = Reference.join(more, pings);

        assertThat(failure(1000, stream)).startsWith("limit: ");
    }

    @Test
    void commandsBetweenMessagesAreFree() {
        byte[] stream = HELLO;
        for (int i = 0; i < 200; i++) {
            stream = Reference.join(stream, Reference.command(new byte[7]));
        }

        assertThat(failure(1000, Reference.join(stream, HELLO))).isEmpty();
    }

    @Test
    void commandsBetweenMessagesHoldNoMemory() {
        byte[] pings = new byte[0];
        for (int i = 0; i < 1000; i++) {
            pings = Reference.join(pings, Reference.command(new byte[98]));
        }

        assertThat(new InletRig(true, 0).feed(pings, List.of(777), List.of(0)).mostHeld())
                .isLessThanOrEqualTo(ChunkPool.SMALL);
    }

    @Test
    void aFrameGetsItsMemoryAtOnceIfOneAsLargeHasCome() {
        int size = 300_000;
        byte[] frame = Reference.longFrame(0, size, new byte[size]);
        byte[] begun = Arrays.copyOf(frame, 100_000);
        long held = mostHeld(begun);
        long heldAfterOne = mostHeld(Reference.join(frame, begun));

        assertThat(held).as("at first").isLessThan(size);
        assertThat(heldAfterOne).as("after one").isGreaterThan(size);
    }

    @Test
    void aLargeFrameThatHasComeBuysNoLargerOne() {
        byte[] large = Reference.longFrame(0, 100_000, new byte[100_000]);
        byte[] larger = Reference.longFrame(0, 1 << 30, new byte[70_000]);

        assertThat(mostHeld(Reference.join(large, larger))).isLessThan(400_000);
    }

    /** Messages are read as soon as they are complete. */
    private static long mostHeld(byte[] stream) {
        return new InletRig(true, 0).feed(stream, List.of(10_000), List.of(1)).mostHeld();
    }

    /** The same whether it comes at once or byte by byte. */
    private static String failure(long limit, byte[] stream) {
        String atOnce = new InletRig(true, limit).feed(stream, List.of(stream.length), List.of(0)).finish().failure();
        String shown = new InletRig(false, limit).feed(stream, List.of(1), List.of(0)).finish().failure();
        assertThat(shown).isEqualTo(atOnce);
        return atOnce;
    }
}
