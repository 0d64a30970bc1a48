package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zlink.engine.loop.SteppedLoop;
import zlink.engine.loop.Watch;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** What still comes is read and forgotten, what is held still leaves, each when the channel is ready for it. */
class FarewellTest {
    private static final int READS = 4;
    private static final int PIECE = 1000;
    private static final byte[] LAST = {1, 2, 3, 4, 5};

    private final SteppedLoop loop = new SteppedLoop();
    private final ScriptedChannel channel = new ScriptedChannel(true);
    private final AtomicInteger reads = new AtomicInteger();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(PIECE);

    private Farewell begun(Connection ended) throws IOException {
        Watch watch = loop.loop().watch(channel.readiness(), operations -> { });
        Farewell farewell = new Farewell(ended, watch);
        farewell.begin();
        channel.during(reads::incrementAndGet, () -> { });
        return farewell;
    }

    /** Of a layer that holds the last bytes, for the channel below takes none. */
    private Farewell begunHolding() throws IOException {
        ScriptedLayer layer = new ScriptedLayer(channel, PIECE);
        channel.arrive(ScriptedLayer.GREETING);
        assertThat(layer.shakeHands()).isZero();
        channel.room(0);
        layer.write(ByteBuffer.wrap(LAST));
        return begun(layer);
    }

    @AfterEach
    void end() {
        loop.close();
    }

    @Test
    void endIsSaidAtOnceAndNoRoomIsWaitedForWhereNothingIsHeld() throws IOException {
        channel.room(0);
        Farewell farewell = begun(channel);

        assertThat(channel.isOutputShut()).isTrue();
        assertThat(channel.interest()).isEqualTo(Readiness.READ);
        channel.end();
        assertThat(farewell.advance(Readiness.READ, scratch)).as("over").isTrue();
        assertThat(channel.interest()).isZero();
    }

    @Test
    void peerThatGoesOnSpeakingIsReadFourTimesATurn() throws IOException {
        Farewell farewell = begun(channel);
        channel.arrive(new byte[10 * PIECE]);

        assertThat(farewell.advance(Readiness.READ, scratch)).as("over").isFalse();
        assertThat(reads).hasValue(READS);
        assertThat(channel.unread()).isEqualTo((10 - READS) * PIECE);
    }

    @Test
    void turnEndsWhereNothingIsLeftToRead() throws IOException {
        Farewell farewell = begun(channel);
        channel.arrive(new byte[PIECE + 1]);

        assertThat(farewell.advance(Readiness.READ, scratch)).as("over").isFalse();
        assertThat(reads).as("two pieces, and nothing").hasValue(3);
        assertThat(farewell.isReading()).isTrue();
    }

    @Test
    void peersEndIsReadOnceAlsoIfOursHasNotLeft() throws IOException {
        Farewell farewell = begunHolding();
        channel.end();

        assertThat(farewell.advance(Readiness.READ, scratch)).as("over").isFalse();
        assertThat(farewell.isReading()).isFalse();
        assertThat(channel.interest()).isEqualTo(Readiness.WRITE);
        assertThat(channel.isOutputShut()).isFalse();
    }

    @Test
    void whatIsHeldLeavesBeforeTheEndWhenTheChannelCanBeWritten() throws IOException {
        Farewell farewell = begunHolding();
        assertThat(channel.interest()).isEqualTo(Readiness.READ | Readiness.WRITE);
        int before = channel.writtenBytes();

        channel.room(Long.MAX_VALUE);
        farewell.advance(Readiness.READ, scratch);
        assertThat(channel.writtenBytes()).as("written when it could be read").isEqualTo(before);
        farewell.advance(Readiness.WRITE, scratch);
        assertThat(channel.written()).endsWith(LAST);
        assertThat(channel.isOutputShut()).isTrue();
        assertThat(channel.interest()).isEqualTo(Readiness.READ);
    }
}
