package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.api.DisconnectReason;
import zlink.api.SocketOptions;
import zlink.api.SocketType;

/**
 * What random schedules meet only now and then: somebody closes in each gap of an exchange, in turn. The loop learns of
 * it when its turn comes, or at once, in the middle of whatever others are at.
 */
class ClosingGapsTest {
    private static final int FEWEST_GAPS = 20;
    private static final long LINGER_NS = 5_000_000_000L;

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void closingAtOnceInAnyGapIsTheEndAndShowsNothingTwice(boolean layered, boolean knownAtOnce) {
        inEachGap(layered, knownAtOnce, rig -> rig.connection.requestClose(DisconnectReason.LOCALLY_CLOSED),
                rig -> { });
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void closingOnceAllIsSentInAnyGapSendsWhatWasSentBefore(boolean layered, boolean knownAtOnce) {
        List<String> before = new ArrayList<>();
        inEachGap(layered, knownAtOnce, rig -> {
            before.clear();
            before.addAll(rig.sent.subList(0, (int) rig.pipe.outgoing().appendedMessages()));
            long deadlineNs = rig.loop.nowNs() + LINGER_NS;
            rig.loop.loop().submit(() -> rig.connection.finish(deadlineNs));
        }, rig -> {
            List<String> heard = rig.heard();
            assertThat(heard).isEqualTo(rig.sent.subList(0, heard.size()));
            assertThat(heard.size()).as("sent before it was asked for the end").isGreaterThanOrEqualTo(before.size());
            assertThat(rig.channel.isOutputShut()).as("our end is said").isTrue();
            rig.channel.end(); // as a peer does that has read it
            rig.loop.settle();
        });
    }

    private static void inEachGap(boolean layered, boolean knownAtOnce, Consumer<EngineRig> close,
            Consumer<EngineRig> afterwards) {
        boolean reached = true;
        int gap = 0;
        for (; reached; gap++) {
            AtomicBoolean closed = new AtomicBoolean();
            ConnectionSettings settings = ConnectionSettings.of(SocketType.PAIR, SocketOptions.defaults(), false);
            try (EngineRig rig = (layered ? EngineRig.layered(settings, 50) : new EngineRig(settings, true))
                    .shake(new byte[0])) {
                rig.during(inGap(gap, () -> {
                    closed.set(true);
                    close.accept(rig);
                    if (knownAtOnce) {
                        rig.turn();
                    }
                }));
                exchange(rig, settings);
                rig.alone();
                reached = closed.get();
                if (reached) {
                    rig.channel.room(Long.MAX_VALUE);
                    rig.quiesce();
                    afterwards.accept(rig);
                    rig.quiesceAndDrain();
                    assertThat(rig.end).as("closed in gap %s", gap).startsWith("LOCALLY_CLOSED");
                }
                List<String> all = List.of(Peer.digest(Peer.numbered(1, 20)), Peer.digest(Peer.numbered(2, 300)),
                        Peer.digest(Peer.numbered(3, 0)));
                assertThat(all.subList(0, rig.received.size())).as("received, closed in gap %s", gap)
                        .isEqualTo(rig.received);
            }
        }
        assertThat(gap).as("gaps").isGreaterThan(FEWEST_GAPS);
    }

    /** A message comes, messages go out as far as there is room, two more come: each with somebody who waits for it. */
    private static void exchange(EngineRig rig, ConnectionSettings settings) {
        rig.receive(1, true);
        rig.channel.arrive(Peer.message(Peer.numbered(1, 20)));
        rig.turn();
        rig.receive(1, true);
        rig.loop.advance(settings.batchDelayNs() + 1); // quiet: the sender writes
        rig.channel.room(100);
        rig.send(Peer.numbered(7, 60));
        rig.send(Peer.numbered(8, 80));
        rig.turn();
        rig.channel.room(Long.MAX_VALUE);
        rig.turn();
        rig.channel.arrive(Peer.join(Peer.message(Peer.numbered(2, 300)), Peer.message(Peer.numbered(3, 0))));
        rig.receive(2, true);
        rig.turn();
        rig.receive(2, true);
    }

    /** Nothing in so many gaps, and then something in the next. */
    private static List<Runnable> inGap(int gap, Runnable action) {
        List<Runnable> actions = new ArrayList<>(Collections.nCopies(gap, () -> { }));
        actions.add(action);
        return actions;
    }
}
