package zlink.engine.connection;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.ListArbitrary;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;

/** Whatever happens in whatever order, nothing is left behind, duplicated or reordered. */
class ScheduleTest {

    /** What the engine reads from and writes to. */
    record Wire(int mostPerCall, boolean layered) { }

    /** What those do who send and receive. */
    record Callers(boolean read, boolean write, boolean stay) { }

    /** What is fixed before a schedule begins. */
    record Setup(Callers callers, boolean batches, int limit, boolean bytesLimited, boolean gathers,
            boolean keepsChunks, Wire wire) {

        ConnectionSettings settings() {
            return settings(SocketType.PAIR);
        }

        ConnectionSettings settings(SocketType type) {
            SocketOptions options = SocketOptions.defaults()
                    .with(SocketOption.SPECULATIVE_READ, callers.read())
                    .with(SocketOption.SPECULATIVE_WRITE, callers.write())
                    .with(SocketOption.BATCH_DELAY, batches ? Duration.ofNanos(50_000) : Duration.ZERO)
                    .with(SocketOption.SEND_HIGH_WATER_MARK, limit)
                    .with(SocketOption.RECEIVE_HIGH_WATER_MARK, limit)
                    .with(SocketOption.SEND_LIMIT_BYTES, bytesLimited ? 500L : 0L)
                    .with(SocketOption.RECEIVE_LIMIT_BYTES, bytesLimited ? 500L : 0L);
            return ConnectionSettings.of(type, options, false);
        }

        EngineRig rig() {
            return rig(SocketType.PAIR);
        }

        EngineRig rig(SocketType type) {
            EngineRig rig = wire.layered() ? EngineRig.layered(settings(type), wire.mostPerCall())
                    : new EngineRig(settings(type), gathers);
            rig.keepsChunks = keepsChunks;
            rig.sendersStay = callers.stay();
            rig.channel.atMost(wire.mostPerCall(), wire.mostPerCall());
            return rig;
        }
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void nothingIsLeftBehind(@ForAll("setups") Setup setup, @ForAll("sizes") List<Integer> sizes,
            @ForAll("early") int early, @ForAll("steps") List<Step> steps, @ForAll("inGaps") List<Step> meanwhile) {
        try (EngineRig rig = setup.rig()) {
            Script script = new Script(rig, sizes);
            script.run(early, steps, meanwhile);
            script.checkNothingIsLeft();
        }
    }

    /** Everything on, no limits. */
    static Setup anySetup() {
        return new Setup(new Callers(true, true, false), true, 1000, false, true, true,
                new Wire(Integer.MAX_VALUE, false));
    }

    @Provide
    Arbitrary<Setup> setups() {
        return anySetups();
    }

    static Arbitrary<Setup> anySetups() {
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        Arbitrary<Wire> wires = Combinators.combine(Arbitraries.of(Integer.MAX_VALUE, 3000, 97), flag).as(Wire::new);
        Arbitrary<Callers> callers = Combinators.combine(flag, flag, flag).as(Callers::new);
        return Combinators.combine(callers, flag, Arbitraries.of(0, 1, 2, 3, 10, 1000), flag, flag, flag, wires)
                .as(Setup::new);
    }

    /** Bytes that come in one piece with the handshake. */
    @Provide
    Arbitrary<Integer> early() {
        return Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(1, 10)),
                Tuple.of(1, Arbitraries.integers().between(10, 8000)));
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
        return anySizes().ofMaxSize(40);
    }

    static ListArbitrary<Integer> anySizes() {
        return Arbitraries.integers().between(0, Step.PING).list();
    }

    @Provide
    Arbitrary<List<Step>> inGaps() {
        return Step.inGaps().list().ofMaxSize(300);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Step.any().list().ofMaxSize(60);
    }
}
