package zlink.engine.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.PeerInfo;
import zlink.api.RoutingId;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;

/** Single stories of a pipe; sleeping and waking have tests of their own. */
class PipeTest {
    private final ChunkPool chunks = new ChunkPool();
    private final ByteQueue out = new ByteQueue(chunks, 1, 0);
    private final ByteQueue in = new ByteQueue(chunks, 0, 0);
    private final List<String> told = new ArrayList<>();
    private final PipeOwner owner = (PipeOwner) Proxy.newProxyInstance(PipeOwner.class.getClassLoader(),
            new Class<?>[] {PipeOwner.class}, (proxy, method, arguments) -> {
                told.add(method.getName());
                return null;
            });
    private final IncomingMessage incoming = new IncomingMessage();
    private final StoryPipe pipe = new StoryPipe();

    /** A pipe whose far end is the test. */
    private final class StoryPipe extends JoinedPipe {
        private boolean canMakeRoom;

        StoryPipe() {
            super(PipeTest.this.owner, PipeTest.this.out, PipeTest.this.in, () -> told.add("appended"),
                    () -> told.add("credited"));
        }

        @Override
        protected boolean makeRoom() {
            if (canMakeRoom) {
                takeBytes();
            }
            return canMakeRoom;
        }

        @Override
        public void close(DisconnectReason reason) {
            told.add("closed " + reason);
        }

        void arrive(String frame) {
            in().append(outgoing(frame));
            tellReader();
        }

        ByteQueue queueOut() {
            return out();
        }
    }

    private static OutgoingMessage outgoing(String frame) {
        return new OutgoingMessage().array(frame.getBytes(StandardCharsets.US_ASCII), 0, frame.length());
    }

    /** The far end writes what is queued; returns how many bytes it was. */
    private long takeBytes() {
        long bytes = out.backlogBytes();
        ByteBuffer[] buffers = new ByteBuffer[4];
        if (out.gather(buffers, Long.MAX_VALUE) > 0) {
            out.drained(bytes);
        }
        return bytes;
    }

    @Test
    void messagesAreQueuedFramedOrBareAndTold() {
        pipe.write(outgoing("four"));
        assertThat(takeBytes()).isEqualTo(2 + 4);
        pipe.writeBare(outgoing("four"));
        assertThat(takeBytes()).isEqualTo(4);
        pipe.replace(outgoing("four"));
        assertThat(takeBytes()).isEqualTo(2 + 4);

        assertThat(told).containsExactly("appended", "appended", "appended");
        assertThat(pipe.queueOut()).isSameAs(out);
        out.discard();
        assertThat(chunks.inUseBytes()).isZero();
    }

    @Test
    void roomIsMadeIfThatIsPossible() {
        assertThat(pipe.hasRoom()).isTrue();
        pipe.write(outgoing("a"));
        assertThat(pipe.hasRoom()).isFalse();
        pipe.canMakeRoom = true;
        assertThat(pipe.hasRoom()).isTrue();
    }

    @Test
    void whoFindsNoRoomSleepsAndIsToldOnce() {
        assertThat(pipe.hasRoomOrSleeps()).isTrue();
        pipe.write(outgoing("a"));
        told.clear();
        assertThat(pipe.hasRoomOrSleeps()).isFalse();
        takeBytes();
        pipe.tellWriter();
        pipe.tellWriter();
        assertThat(told).containsExactly("becameWritable");
        assertThat(pipe.hasRoomOrSleeps()).isTrue();
    }

    @Test
    void aNewPipeIsAnnouncedByItsFirstMessageAndShowsWhoSentIt() {
        PeerInfo peer = PeerInfo.builder(3).build();
        assertThat(pipe.peer()).isNull();
        pipe.peer(peer);
        assertThat(pipe.peer()).isSameAs(peer);
        assertThat(pipe.hasMessage()).isFalse();
        assertThat(pipe.pull(false)).isFalse();

        pipe.arrive("a");
        pipe.arrive("b");

        assertThat(told).containsExactly("becameReadable");
        assertThat(pipe.hasMessage()).isTrue();
        assertThat(pipe.pull(false)).isTrue();
        assertThat(pipe.arrivedMessages()).isEqualTo(2);
        pipe.load(incoming);
        assertThat(incoming.peer()).isSameAs(peer);
        pipe.consume(incoming);
        assertThat(pipe.consumedMessages()).isEqualTo(1);
        assertThat(pipe.arrivedMessages()).isEqualTo(2);
    }

    @Test
    void creditIsToldWhenEnoughWasTaken() {
        in.limit(4, 0);
        for (int i = 0; i < 4; i++) {
            pipe.arrive("a");
        }
        told.clear();
        pipe.load(incoming);
        pipe.consume(incoming);
        assertThat(told).isEmpty();
        pipe.load(incoming);
        pipe.consume(incoming);
        assertThat(told).containsExactly("credited");
    }

    @Test
    void itsEndComesBehindItsMessagesAndGivesItsMemoryBackOnce() {
        pipe.arrive("a");
        pipe.tellEnd();
        assertThat(pipe.isExhausted()).isFalse();
        pipe.load(incoming);
        pipe.consume(incoming);
        told.clear();

        assertThat(pipe.isExhausted()).isTrue();
        assertThat(pipe.isExhausted()).isTrue();

        assertThat(told).containsExactly("exhausted");
        assertThat(chunks.inUseBytes()).isZero();
    }

    @Test
    void theEndWakesWhoeverSleeps() {
        pipe.tellEnd();
        assertThat(told).containsExactly("becameReadable");
        assertThat(pipe.sleepUntilReadable()).as("sleeps though nothing will come").isFalse();
    }

    @Test
    void whatWillNotBeReadIsForgottenOnceNothingMoreComes() {
        pipe.arrive("a");
        pipe.discard();
        assertThat(pipe.hasMessage()).as("more may come").isTrue();
        pipe.tellEnd();
        told.clear();
        pipe.discard();

        assertThat(pipe.hasMessage()).isFalse();
        assertThat(chunks.inUseBytes()).isZero();
        assertThat(pipe.isExhausted()).isTrue();
        assertThat(told).as("told again").isEmpty();
    }

    @Test
    void closesAtOnceIfItCanDoNoBetter() {
        pipe.finish();
        assertThat(told).containsExactly("closed LOCALLY_CLOSED");
        assertThat(pipe.isReleased()).isFalse();
        pipe.release();
        assertThat(pipe.isReleased()).isTrue();
    }

    @Test
    void keepsWhatItsOwnersNote() {
        assertThat(pipe.owner()).isSameAs(owner);
        assertThat(List.of(pipe.dirtyIndex(), pipe.sendIndex(), pipe.receiveIndex())).containsOnly(-1);
        pipe.dirtyIndex(1);
        pipe.sendIndex(2);
        pipe.receiveIndex(3);
        assertThat(List.of(pipe.dirtyIndex(), pipe.sendIndex(), pipe.receiveIndex())).containsExactly(1, 2, 3);
        pipe.countDropped(4);
        pipe.countDropped(5);
        assertThat(pipe.dropped()).isEqualTo(9);
        assertThat(pipe.routingId()).isNull();
        pipe.routingId(RoutingId.of("id"));
        assertThat(pipe.routingId()).isEqualTo(RoutingId.of("id"));
        pipe.endpoint(Endpoint.of("tcp://127.0.0.1:1"));
        assertThat(pipe.endpoint()).isEqualTo(Endpoint.of("tcp://127.0.0.1:1"));
        assertThat(pipe.refusal()).isNotEmpty();
        pipe.refusal("too many");
        assertThat(pipe.refusal()).isEqualTo("too many");
    }
}
