package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import zlink.api.DisconnectReason;

/** However and whenever a connection ends: once, in bounded time, with what came delivered and nothing used after. */
class EndingTest {
    private static final long MS = 1_000_000;

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void whatCameBeforeTheEndIsReceived(@ForAll("setups") ScheduleTest.Setup setup,
            @ForAll("sizes") List<Integer> sizes, @ForAll("steps") List<Step> steps,
            @ForAll("steps") List<Step> afterwards, @ForAll("steps") List<Step> meanwhile, @ForAll boolean failure) {
        try (EngineRig rig = setup.rig()) {
            Script script = new Script(rig, sizes);
            script.run(0, steps, meanwhile);
            script.stopArriving();
            if (failure) {
                rig.channel.failReading(new IOException("reset"));
            } else {
                rig.channel.end();
            }
            afterwards.forEach(script::act);
            rig.alone();
            rig.quiesceAndDrain();

            assertThat(rig.received).isEqualTo(script.complete());
            assertThat(rig.end).startsWith(failure ? "IO_ERROR: read failed" : "PEER_CLOSED");
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void whatCameBeforeAFailedWriteIsReceived(@ForAll("setups") ScheduleTest.Setup setup,
            @ForAll("sizes") List<Integer> sizes, @ForAll("steps") List<Step> steps,
            @ForAll("steps") List<Step> afterwards, @ForAll("steps") List<Step> meanwhile) {
        try (EngineRig rig = setup.rig()) {
            Script script = new Script(rig, sizes);
            script.run(0, steps, meanwhile);
            rig.channel.failWriting(new IOException("broken pipe"));
            afterwards.forEach(script::act);
            script.stopSending();
            rig.alone();
            rig.quiesceAndDrain();
            int written = rig.channel.writtenBytes();

            assertThat(rig.received).isEqualTo(script.complete());
            rig.loop.advance(1100 * MS);
            rig.quiesce();
            if (rig.writeState() == WriteState.CLOSED) {
                assertThat(rig.end).startsWith("IO_ERROR: write failed");
            }
            assertThat(rig.channel.writtenBytes()).isEqualTo(written);
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aViolationDeliversWhatCameBeforeIt(@ForAll("setups") ScheduleTest.Setup setup,
            @ForAll("sizes") List<Integer> sizes, @ForAll("steps") List<Step> steps,
            @ForAll("steps") List<Step> afterwards, @ForAll("steps") List<Step> meanwhile) {
        try (EngineRig rig = setup.rig()) {
            Script script = new Script(rig, sizes);
            script.run(0, steps, meanwhile);
            script.completeMessage();
            script.stopArriving();
            rig.channel.arrive(new byte[] {(byte) 0x80, 0, 0, 0});
            afterwards.forEach(script::act);
            rig.alone();
            rig.quiesceAndDrain();

            assertThat(rig.received).isEqualTo(script.complete());
            assertThat(rig.end).startsWith("PROTOCOL_VIOLATION");
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void closingTakesNoTimeWhateverIsUnderWay(@ForAll("setups") ScheduleTest.Setup setup,
            @ForAll("sizes") List<Integer> sizes, @ForAll("steps") List<Step> steps,
            @ForAll("steps") List<Step> afterwards, @ForAll("steps") List<Step> meanwhile) {
        try (EngineRig rig = setup.rig()) {
            Script script = new Script(rig, sizes);
            script.run(0, steps, meanwhile);
            rig.connection.requestClose(DisconnectReason.LOCALLY_CLOSED);
            rig.connection.requestClose(DisconnectReason.LOCALLY_CLOSED);
            afterwards.forEach(script::act);
            rig.alone();
            rig.loop.settle();

            assertThat(rig.end).startsWith("LOCALLY_CLOSED");
            script.stopSending();
            rig.quiesceAndDrain();
            script.checkReceivedInOrder();
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void closingInTheMiddleOfAnythingWaitsForWhoeverIsAtIt(@ForAll("setups") ScheduleTest.Setup setup,
            @ForAll("sizes") List<Integer> sizes, @ForAll("steps") List<Step> steps,
            @ForAll("steps") List<Step> meanwhile, @ForAll("places") int place) {
        try (EngineRig rig = setup.rig()) {
            Script script = new Script(rig, sizes);
            List<Step> withClose = new ArrayList<>(meanwhile);
            withClose.addAll(Collections.nCopies(Math.max(0, place - meanwhile.size()), Step.nothing()));
            withClose.add(place, Step.close());
            script.run(0, steps, withClose);
            rig.alone();
            rig.loop.settle();
            script.stopSending();
            rig.quiesceAndDrain();
            script.checkReceivedInOrder();
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whatWasSentLeavesBeforeTheEndIfThePeerReads(@ForAll("setups") ScheduleTest.Setup setup,
            @ForAll("sizes") List<Integer> sizes, @ForAll("steps") List<Step> steps,
            @ForAll("steps") List<Step> afterwards, @ForAll("steps") List<Step> meanwhile) {
        try (EngineRig rig = setup.rig()) {
            Script script = new Script(rig, sizes);
            script.run(0, steps, meanwhile);
            rig.alone();
            script.stopSending();
            long deadlineNs = rig.loop.nowNs() + 10_000 * MS;
            rig.loop.loop().submit(() -> rig.connection.finish(deadlineNs));
            rig.loop.loop().submit(() -> rig.connection.finish(deadlineNs));
            afterwards.forEach(script::act);
            rig.channel.room(Long.MAX_VALUE);
            rig.quiesce();
            rig.channel.end(); // as a peer does that has read our end
            rig.loop.settle();

            assertThat(rig.end).startsWith("LOCALLY_CLOSED: closed");
            assertThat(rig.heard()).isEqualTo(rig.sent);
            assertThat(rig.channel.isOutputShut()).isTrue();
            script.checkReceivedInOrder();
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void lingeringHasAnEndIfThePeerDoesNotRead(@ForAll("setups") ScheduleTest.Setup setup,
            @ForAll("sizes") List<Integer> sizes, @ForAll("steps") List<Step> steps,
            @ForAll("steps") List<Step> meanwhile, @ForAll boolean brokenToo) {
        try (EngineRig rig = setup.rig()) {
            Script script = new Script(rig, sizes);
            script.run(0, steps, meanwhile);
            rig.alone();
            rig.channel.room(3);
            rig.send(Peer.numbered(77, 4000));
            script.stopSending();
            long deadlineNs = rig.loop.nowNs() + 20 * MS;
            rig.loop.loop().submit(() -> rig.connection.finish(deadlineNs));
            rig.loop.settle();
            if (brokenToo) {
                rig.channel.failWriting(new IOException("broken pipe"));
            }
            rig.loop.settle();
            rig.loop.advance(20 * MS);
            rig.loop.settle();
            if (!rig.pipe.outgoing().looksUnwritten()) {
                rig.loop.advance(Farewell.LEAST_NS); // all has left: the peer has a moment to see our end
                rig.loop.settle();
            }

            assertThat(rig.end).isNotEmpty();
        }
    }

    @Example
    void askedTwiceTheEndStillWaitsForACallerThatReads() {
        endsInTheMiddleOfARead(EndingTest::finishInATurn);
    }

    @Example
    void hastenedTheEndStillWaitsForACallerThatReads() {
        endsInTheMiddleOfARead(rig -> {
            rig.connection.requestClose(DisconnectReason.LOCALLY_CLOSED);
            rig.loop.step();
        });
    }

    /** A caller is reading while the loop is asked for the end, and again; the channel sees who else reads. */
    private static void endsInTheMiddleOfARead(Consumer<EngineRig> again) {
        try (EngineRig rig = new EngineRig(ScheduleTest.anySetup().settings(), true)) {
            rig.shake(new byte[0]);
            rig.channel.arrive(Peer.message(Peer.numbered(1, 5)));
            AtomicInteger reads = new AtomicInteger();
            rig.channel.during(() -> {
                if (reads.getAndIncrement() == 0) {
                    finishInATurn(rig);
                    again.accept(rig);
                    assertThat(rig.end).as("told while the caller reads").isEmpty();
                }
            }, () -> { });
            rig.receive(1, false);
            assertThat(reads).as("reads by the caller").hasPositiveValue();

            rig.channel.end();
            rig.quiesceAndDrain();
            assertThat(rig.end).startsWith("LOCALLY_CLOSED");
        }
    }

    private static void finishInATurn(EngineRig rig) {
        rig.loop.loop().submit(() -> rig.connection.finish(Long.MAX_VALUE));
        rig.loop.step();
    }

    @Example
    void aPeerThatHasNotReadYetMaySpeakForAsLongAsTheLinger() {
        try (EngineRig rig = new EngineRig(ScheduleTest.anySetup().settings(), true)) {
            rig.shake(new byte[0]);
            rig.send(Peer.numbered(1, 5));
            finish(rig, 5_000 * MS);
            assertThat(rig.channel.isOutputShut()).isTrue();

            rig.loop.advance(4_000 * MS);
            rig.channel.arrive(Peer.message(Peer.numbered(1, 5))); // unread by a closed channel, it would cost ours
            rig.loop.settle();
            assertThat(rig.end).as("the kernel may still hold what the peer has not read").isEmpty();
            assertThat(rig.channel.isClosed()).isFalse();

            rig.channel.end();
            rig.loop.settle();
            assertThat(rig.end).startsWith("LOCALLY_CLOSED");
        }
    }

    @Example
    void theEndIsNotSaidBesideAWriterThatIsAboutToLeave() {
        try (EngineRig rig = new EngineRig(ScheduleTest.anySetup().settings(), true)) {
            rig.shake(new byte[0]);
            rig.loop.advance(MS); // quiet: the sender writes
            List<WriteState> asked = new ArrayList<>();
            List<Boolean> said = new ArrayList<>();
            rig.channel.during(() -> { }, () -> {
                if (asked.isEmpty() && rig.channel.writtenBytes() > 0 && !rig.pipe.outgoing().looksUnwritten()) {
                    asked.add(rig.writeState());
                    finish(rig, 5_000 * MS);
                    said.add(rig.channel.isOutputShut());
                }
            });
            rig.send(Peer.numbered(1, 5));

            assertThat(asked).containsExactly(WriteState.WRITING);
            assertThat(said).as("said while somebody was at the channel").containsExactly(false);
            rig.loop.settle();
            assertThat(rig.channel.isOutputShut()).isTrue();
        }
    }

    @Example
    void closingIsHastenedWhileThePeerHasNotEnded() {
        try (EngineRig rig = new EngineRig(ScheduleTest.anySetup().settings(), true)) {
            rig.shake(new byte[0]);
            finish(rig, Long.MAX_VALUE);
            rig.loop.advance(Farewell.MOST_NS / 2);
            rig.loop.settle();
            assertThat(rig.end).isEmpty();

            finish(rig, 0);
            rig.loop.advance(Farewell.LEAST_NS);
            rig.loop.settle();
            assertThat(rig.end).startsWith("LOCALLY_CLOSED");
        }
    }

    @Example
    void noPeerIsWaitedForWithoutEnd() {
        try (EngineRig rig = new EngineRig(ScheduleTest.anySetup().settings(), true)) {
            rig.shake(new byte[0]);
            finish(rig, Long.MAX_VALUE);
            rig.loop.advance(Farewell.MOST_NS);
            rig.loop.settle();
            assertThat(rig.end).startsWith("LOCALLY_CLOSED");
        }
    }

    private static void finish(EngineRig rig, long lingerNs) {
        long deadlineNs = lingerNs == Long.MAX_VALUE ? lingerNs : rig.loop.nowNs() + lingerNs;
        rig.loop.loop().submit(() -> rig.connection.finish(deadlineNs));
        rig.loop.settle();
    }

    @Example
    void aChannelThatThrowsWhatItMayNotCostsOnlyItsConnection() {
        try (EngineRig rig = new EngineRig(ScheduleTest.anySetup().settings(), true)) {
            rig.shake(Peer.message(Peer.numbered(1, 5)));
            rig.channel.failReading(new IllegalStateException("a defect, as this test wants it"));
            rig.quiesceAndDrain();

            assertThat(rig.received).hasSize(1);
            assertThat(rig.end).startsWith("IO_ERROR: closed for java.lang.IllegalStateException");
        }
    }

    @Example
    void aChannelThatThrowsOnWritingCostsOnlyItsConnection() {
        try (EngineRig rig = new EngineRig(ScheduleTest.anySetup().settings(), true)) {
            rig.shake(new byte[0]);
            rig.channel.failWriting(new OutOfMemoryError("a defect, as this test wants it"));
            rig.send(Peer.numbered(1, 5));
            rig.quiesceAndDrain();

            assertThat(rig.end).startsWith("IO_ERROR: closed for java.lang.OutOfMemoryError");
        }
    }

    @Provide
    Arbitrary<ScheduleTest.Setup> setups() {
        return ScheduleTest.anySetups();
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
        return ScheduleTest.anySizes().ofMaxSize(20);
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 300);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Step.any().list().ofMaxSize(25);
    }
}
