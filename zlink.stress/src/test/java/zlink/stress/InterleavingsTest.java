package zlink.stress;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import zlink.engine.loop.LoopRaces;
import zlink.engine.monitor.FlightRecorder;

/**
 * Every race in the interleavings that Lincheck's model checker chooses, each thread step by step. It knows no other
 * memory order than the program's, so it finds what is wrong in a protocol, and {@link RacesTest} what is wrong in its
 * memory order. A loop, which waits in the operating system, is left to the latter.
 *
 * <p>Takes minutes, so it runs only if told how many interleavings to try: {@code ./jcstress --interleavings 100}.
 */
@Timeout(300)
@EnabledIfSystemProperty(named = "zlink.interleavings", matches = "\\d+")
class InterleavingsTest {
    private static final int INTERLEAVINGS = Integer.getInteger("zlink.interleavings", 200);

    // Of the race under way. Not captured: Lincheck looks through everything that its threads are given.
    private static Race race;
    private static Method[] actors;
    private static Method[] arbiters;
    private static String[] allowed;

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void haveNoForbiddenOutcome(Race each) {
        race = each;
        actors = each.actors().toArray(Method[]::new);
        arbiters = each.arbiters().toArray(Method[]::new);
        allowed = each.allowed().toArray(String[]::new);
        once(); // what classes do when they are loaded is not what is tested
        Lincheck.runConcurrentTest(INTERLEAVINGS, () -> race());
    }

    static List<Race> all() {
        return Race.all().filter(each -> !each.name().startsWith(LoopRaces.class.getName())).toList();
    }

    /** One actor after the other. */
    private static void once() {
        FlightRecorder.highWaterMark(0, "send");
        Object state = race.newState();
        Object result = race.newResult();
        Stream.of(actors).forEach(actor -> Race.run(actor, state, result));
        Stream.of(arbiters).forEach(arbiter -> Race.run(arbiter, state, result));
    }

    private static void race() {
        Object state = race.newState();
        Object result = race.newResult();
        Thread one = new Thread(() -> Race.run(actors[0], state, result));
        Thread other = new Thread(() -> Race.run(actors[1], state, result));
        one.start();
        other.start();
        join(one);
        join(other);
        for (Method arbiter : arbiters) {
            Race.run(arbiter, state, result);
        }
        String outcome = result.toString();
        for (String each : allowed) {
            if (each.equals(outcome)) {
                return;
            }
        }
        throw new AssertionError("forbidden: " + outcome);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
