package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import zlink.api.SocketType;

/** A peer that knows no frames: whatever happens in whatever order, its coming, its bytes and its going are told. */
class RawScheduleTest {
    private static final String NOTICE = Peer.digest(List.of(new byte[0]));

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void nothingIsLeftBehind(@ForAll("setups") ScheduleTest.Setup setup, @ForAll("sizes") List<Integer> sizes,
            @ForAll("early") int early, @ForAll("steps") List<Step> steps, @ForAll("inGaps") List<Step> meanwhile) {
        try (EngineRig rig = setup.rig(SocketType.STREAM)) {
            Script script = Script.ofBytes(rig, sizes);
            script.run(early, steps, meanwhile);
            rig.alone();
            rig.quiesce();
            rig.checkWatched();
            rig.quiesceAndDrain();
            rig.checkWatched();

            assertThat(rig.received.get(0)).as("coming").isEqualTo(NOTICE);
            assertThat(Collections.frequency(rig.received, NOTICE)).isEqualTo(1);
            assertThat(rig.receivedBytes.toByteArray()).isEqualTo(script.arrivedBytes());
            rig.channel.room(Long.MAX_VALUE);
            rig.quiesceAndDrain();
            assertThat(rig.isSenderAsleep()).as("sender asleep beside a channel with room").isFalse();
            assertThat(rig.written()).isEqualTo(rig.sentBytes.toByteArray());
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void goingComesBehindEverythingThatCame(@ForAll("setups") ScheduleTest.Setup setup,
            @ForAll("sizes") List<Integer> sizes, @ForAll("steps") List<Step> steps,
            @ForAll("steps") List<Step> afterwards, @ForAll("inGaps") List<Step> meanwhile, @ForAll boolean failure) {
        try (EngineRig rig = setup.rig(SocketType.STREAM)) {
            Script script = Script.ofBytes(rig, sizes);
            script.run(0, steps, meanwhile);
            script.stopArriving();
            if (failure) {
                rig.channel.failReading(new IOException("reset"));
            } else {
                rig.channel.end();
            }
            afterwards.forEach(script::act);
            rig.alone();
            rig.channel.room(Long.MAX_VALUE);
            rig.quiesceAndDrain();

            checkComingAndGoing(rig);
            assertThat(rig.receivedBytes.toByteArray()).isEqualTo(script.arrivedBytes());
            assertThat(rig.end).startsWith(failure ? "IO_ERROR: read failed" : "PEER_CLOSED");
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void peerThatEndsItsHalfIsAnsweredUntilThatIsKnown(@ForAll("setups") ScheduleTest.Setup setup,
            @ForAll("sizes") List<Integer> sizes, @ForAll("steps") List<Step> steps,
            @ForAll("steps") List<Step> afterwards, @ForAll("inGaps") List<Step> meanwhile) {
        try (EngineRig rig = setup.rig(SocketType.STREAM)) {
            Script script = Script.ofBytes(rig, sizes);
            script.run(0, steps, meanwhile);
            script.stopArriving();
            rig.channel.end();
            afterwards.forEach(script::act);
            rig.alone();
            rig.channel.room(Long.MAX_VALUE);
            rig.quiesceAndDrain();

            checkComingAndGoing(rig);
            assertThat(rig.written()).isEqualTo(rig.sentBytes.toByteArray());
            assertThat(rig.channel.isOutputShut()).as("our half ended in order").isTrue();
            assertThat(rig.end).startsWith("PEER_CLOSED");
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void endInTheMiddleOfAnythingIsToldOnce(@ForAll("setups") ScheduleTest.Setup setup,
            @ForAll("sizes") List<Integer> sizes, @ForAll("steps") List<Step> steps,
            @ForAll("inGaps") List<Step> meanwhile, @ForAll("places") int place) {
        try (EngineRig rig = setup.rig(SocketType.STREAM)) {
            Script script = Script.ofBytes(rig, sizes);
            List<Step> withClose = new ArrayList<>(meanwhile);
            withClose.addAll(Collections.nCopies(Math.max(0, place - meanwhile.size()), Step.nothing()));
            withClose.add(place, Step.close());
            script.run(0, steps, withClose);
            script.act(Step.close());
            rig.alone();
            rig.loop.settle();
            script.stopSending();
            rig.quiesceAndDrain();

            checkComingAndGoing(rig);
            byte[] received = rig.receivedBytes.toByteArray();
            assertThat(received).isEqualTo(Arrays.copyOf(script.arrivedBytes(), received.length));
        }
    }

    @Example
    void endThatIsAskedForAgainIsNotPutOff() {
        try (EngineRig rig = ScheduleTest.anySetup().rig(SocketType.STREAM)) {
            rig.shake(new byte[0]);
            rig.channel.room(0);
            rig.send(List.of(new byte[10]));
            long soonNs = rig.loop.nowNs() + 10_000_000;
            rig.loop.loop().submit(() -> rig.connection.finish(soonNs));
            rig.loop.settle();
            rig.connection.requestFinish(); // which has the linger, a second
            rig.loop.settle();
            rig.loop.advance(11_000_000);
            rig.loop.settle();

            assertThat(rig.end).startsWith("LOCALLY_CLOSED");
        }
    }

    private static void checkComingAndGoing(EngineRig rig) {
        assertThat(rig.received).startsWith(NOTICE).endsWith(NOTICE);
        assertThat(Collections.frequency(rig.received, NOTICE)).as("notices").isEqualTo(2);
    }

    @Provide
    Arbitrary<ScheduleTest.Setup> setups() {
        return ScheduleTest.anySetups();
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
        return ScheduleTest.anySizes().ofMaxSize(30);
    }

    @Provide
    Arbitrary<Integer> early() {
        return Arbitraries.integers().between(0, 8000);
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 60);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Step.any().list().ofMaxSize(50);
    }

    @Provide
    Arbitrary<List<Step>> inGaps() {
        return Step.inGaps().list().ofMaxSize(200);
    }
}
