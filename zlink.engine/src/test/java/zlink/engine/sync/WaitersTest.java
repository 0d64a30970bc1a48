package zlink.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/** Whatever the interleaving of arrivals, looks, time-outs and passers-by: nothing lies there while all sleep. */
class WaitersTest {

    @Property(tries = 5_000)
    void noLostWakeup(@ForAll("schedules") ActionChain<Rig> schedule) {
        schedule.withInvariant("something there implies somebody awake", Rig::check).run().quiesce();
    }

    /** As one whose time is over before it has got the lock to look with. */
    @Example
    void whoeverGivesUpAfterAWakeUpWithoutALookPassesItOn() {
        Rig rig = new Rig();
        rig.enrol();
        rig.enrol();
        rig.look(0);
        rig.look(1);
        rig.arrive();
        rig.tell();
        rig.wakeUp(0);
        rig.giveUp(0);
        rig.check();
    }

    @Provide
    Arbitrary<ActionChain<Rig>> schedules() {
        return ActionChain.startWith(Rig::new)
                .withAction(3, step("something arrives", Rig::arrive))
                .withAction(3, step("tell one", Rig::tell))
                .withAction(1, step("close", Rig::close))
                .withAction(2, step("enrol", Rig::enrol))
                .withAction(6, caller("look", Rig::look))
                .withAction(4, caller("wake up", Rig::wakeUp))
                .withAction(1, caller("give up", Rig::giveUp))
                .withAction(1, step("pass by", Rig::passBy))
                .withMaxTransformations(60);
    }

    private static Action<Rig> step(String name, Consumer<Rig> step) {
        return Action.<Rig>builder().describeAs(name).justMutate(step);
    }

    private static Action.Independent<Rig> caller(String name, BiConsumer<Rig, Integer> step) {
        return () -> Arbitraries.integers().between(0, 3).map(
                index -> Transformer.mutate(name + " " + index, rig -> step.accept(rig, index)));
    }

    /** Callers that wait for things, each thing for one of them. All are on this thread: none really parks. */
    static final class Rig {
        private static final int CALLERS = 4;

        private static final class Caller {
            private final Waiters.Waiter waiter;
            private boolean parked;

            Caller(Waiters.Waiter waiter) {
                this.waiter = waiter;
            }
        }

        private final Waiters waiters = new Waiters();
        private final List<Caller> callers = new ArrayList<>();
        private int things;
        private int untold; // arrivals whose notifier has not looked for waiters yet
        private boolean closed;

        void arrive() {
            things++;
            untold++;
        }

        void tell() {
            if (untold > 0) {
                untold--;
                waiters.wakeOne();
            }
        }

        void close() {
            closed = true;
            waiters.wakeAll();
        }

        void enrol() {
            if (callers.size() < CALLERS) {
                callers.add(new Caller(waiters.enrol()));
            }
        }

        void look(int index) {
            if (index >= callers.size() || callers.get(index).parked) {
                return;
            }
            Caller caller = callers.get(index);
            if (closed || things > 0) {
                things -= things > 0 ? 1 : 0;
                callers.remove(index);
                waiters.leave(caller.waiter, true);
            } else {
                caller.parked = true;
                caller.waiter.park(System.nanoTime()); // for no time
            }
        }

        /** Woken, or for no reason, as threads do. */
        void wakeUp(int index) {
            if (index < callers.size() && callers.get(index).parked) {
                callers.get(index).parked = false;
                callers.get(index).waiter.again();
            }
        }

        void giveUp(int index) {
            if (index < callers.size()) {
                waiters.leave(callers.remove(index).waiter, false);
            }
        }

        void passBy() {
            if (things > 0) {
                things--;
            }
        }

        void check() {
            assertThat(waiters.any()).isEqualTo(!callers.isEmpty());
            boolean somebodyAwake = callers.stream().anyMatch(caller -> !caller.parked || caller.waiter.isWoken());
            if ((things > 0 || closed) && untold == 0 && !callers.isEmpty()) {
                assertThat(somebodyAwake).as("somebody awake").isTrue();
            }
            if (closed) {
                assertThat(callers).allMatch(caller -> !caller.parked || caller.waiter.isWoken());
            }
        }

        void quiesce() {
            while (untold > 0) {
                tell();
                check();
            }
            for (boolean moved = true; moved;) {
                moved = false;
                for (int i = callers.size() - 1; i >= 0; i--) {
                    Caller caller = callers.get(i);
                    if (caller.parked && caller.waiter.isWoken()) {
                        wakeUp(i);
                        moved = true;
                    } else if (!caller.parked) {
                        look(i);
                        moved = true;
                    }
                    check();
                }
            }
            assertThat(things > 0 && !callers.isEmpty()).as("waiting beside what is there").isFalse();
        }

        @Override
        public String toString() {
            return things + " things, " + untold + " untold, closed " + closed + ", callers parked "
                    + callers.stream().map(caller -> caller.parked + "/" + caller.waiter.isWoken()).toList();
        }
    }
}
