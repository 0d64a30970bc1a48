package zlink.engine.connection;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** One thing that happens, and how much of it. */
record Step(Kind kind, int amount) {

    enum Kind { ARRIVE, RECEIVE, TRY, SEND, ROOM, TURN, TICK, LATER, WAKE, CLOSE, NOTHING }

    private static final List<Integer> SIZES = List.of(0, 1, 4, 5, -3, 60, 250, 255, 256, -300, 4000, -5000, 70_000);

    static Arbitrary<Step> any() {
        Arbitrary<Step> arrive = step(Kind.ARRIVE, Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(1, 12)),
                Tuple.of(3, Arbitraries.integers().between(1, 700)),
                Tuple.of(1, Arbitraries.integers().between(1000, 100_000))));
        return Arbitraries.frequencyOf(
                Tuple.of(6, arrive),
                Tuple.of(4, step(Kind.RECEIVE, Arbitraries.integers().between(1, 12))),
                Tuple.of(2, step(Kind.TRY, Arbitraries.integers().between(1, 6))),
                Tuple.of(5, step(Kind.SEND, Arbitraries.integers().between(0, SIZES.size() - 1))),
                Tuple.of(1, step(Kind.ROOM, Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.integers().between(0, 40)),
                        Tuple.of(1, Arbitraries.integers().between(0, 100_000))))),
                Tuple.of(6, step(Kind.TURN, Arbitraries.just(1))),
                Tuple.of(2, step(Kind.TICK, Arbitraries.integers().between(1, 100_000))),
                Tuple.of(1, step(Kind.LATER, Arbitraries.just(1))),
                Tuple.of(1, step(Kind.WAKE, Arbitraries.just(1))));
    }

    /** What happens in gaps: in most of them nothing, or all would have happened before the schedule has well begun. */
    static Arbitrary<Step> inGaps() {
        return Arbitraries.frequencyOf(Tuple.of(5, Arbitraries.just(nothing())), Tuple.of(1, any()));
    }

    /** Somebody asks for the end, and the loop takes note at once. */
    static Step close() {
        return new Step(Kind.CLOSE, 1);
    }

    static Step nothing() {
        return new Step(Kind.NOTHING, 0);
    }

    private static Arbitrary<Step> step(Kind kind, Arbitrary<Integer> amounts) {
        return Combinators.combine(Arbitraries.just(kind), amounts).as(Step::new);
    }

    /** Stands for a PING where sizes are chosen. */
    static final int PING = 13;

    /** A message size out of a few telling ones. */
    static int size(int choice) {
        return SIZES.get(Math.floorMod(choice, SIZES.size()));
    }

    @Override
    public String toString() {
        return kind + " " + amount;
    }
}
