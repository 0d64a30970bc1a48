package zlink.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Timers against a list that is searched, in times that wrap. */
class TimersTest {
    private static final long START = Long.MAX_VALUE - 50;

    private record Planned(int number, long at, Timers.Timer timer) { }

    private final List<Integer> fired = new ArrayList<>();

    @Property
    void firesWhatIsDueInOrderAndNothingCancelled(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 99) Integer> steps) {
        Timers timers = new Timers();
        List<Planned> planned = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        fired.clear();
        long now = START;
        for (int i = 0; i < steps.size(); i++) {
            int step = steps.get(i);
            if (step < 60) {
                int number = i;
                long at = now + step;
                planned.add(new Planned(number, at, timers.at(at, () -> fired.add(number))));
            } else if (step < 80 && !planned.isEmpty()) {
                planned.remove(step % planned.size()).timer().cancel();
            } else {
                now += step - 75;
                expected.addAll(due(planned, now));
                timers.fire(now);
            }
            assertThat(fired).isEqualTo(expected);
            assertThat(timers.untilNext(now)).isEqualTo(untilNext(planned, now));
        }
    }

    private static List<Integer> due(List<Planned> planned, long now) {
        List<Planned> due = new ArrayList<>(planned.stream().filter(timer -> timer.at() - now <= 0).toList());
        due.sort(Comparator.comparingLong((Planned timer) -> timer.at() - START).thenComparing(Planned::number));
        planned.removeAll(due);
        return due.stream().map(Planned::number).toList();
    }

    private static long untilNext(List<Planned> planned, long now) {
        return planned.stream().mapToLong(timer -> Math.max(0, timer.at() - now)).min().orElse(Long.MAX_VALUE);
    }

    @Example
    void anActionMayCancelAndAddTimers() {
        Timers timers = new Timers();
        Timers.Timer[] victim = new Timers.Timer[1];
        timers.at(1, () -> {
            fired.add(1);
            victim[0].cancel();
            timers.at(1, () -> fired.add(3));
            timers.at(9, () -> fired.add(9));
        });
        victim[0] = timers.at(2, () -> fired.add(2));

        assertThat(timers.fire(5)).isEqualTo(1);
        assertThat(timers.untilNext(5)).as("one that is due already").isZero();
        assertThat(timers.fire(5)).isEqualTo(1);
        assertThat(fired).containsExactly(1, 3);
        assertThat(timers.untilNext(5)).isEqualTo(4);
    }

    @Example
    void anActionThatAlwaysAddsAnotherHasOneTurnAtATime() {
        Timers timers = new Timers();
        Runnable[] again = new Runnable[1];
        again[0] = () -> {
            fired.add(1);
            assertThat(fired).as("turns without an end").hasSizeLessThan(100);
            timers.at(0, again[0]);
        };
        timers.at(0, again[0]);
        timers.at(1, () -> fired.add(2));

        timers.fire(5);
        timers.fire(5);
        assertThat(fired).containsExactly(1, 2, 1);
    }

    @Example
    void anActionThatFailsCostsNoOtherAndDelaysItByATurn() {
        Timers timers = new Timers();
        timers.at(1, () -> {
            throw new IllegalStateException("a defect, as this test wants it");
        });
        timers.at(2, () -> fired.add(2));

        assertThatIllegalStateException().isThrownBy(() -> timers.fire(5));
        assertThat(timers.untilNext(5)).isZero();
        timers.fire(5);
        assertThat(fired).containsExactly(2);
        assertThat(timers.untilNext(5)).isEqualTo(Long.MAX_VALUE);
    }

    @Example
    void cancellingTwiceOrAfterwardsDoesNothing() {
        Timers timers = new Timers();
        Timers.Timer first = timers.at(1, () -> fired.add(1));
        Timers.Timer second = timers.at(1, () -> fired.add(2));
        first.cancel();
        first.cancel();
        timers.fire(1);
        second.cancel();

        assertThat(fired).containsExactly(2);
        assertThat(timers.untilNext(1)).isEqualTo(Long.MAX_VALUE);
    }
}
