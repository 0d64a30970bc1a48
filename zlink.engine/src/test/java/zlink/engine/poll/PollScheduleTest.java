package zlink.engine.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import zlink.api.Poller.Interest;
import zlink.api.Poller.Registration;
import zlink.api.Socket;
import zlink.engine.fake.FakeSocket;

/** Whatever happens to sockets and registrations, a look reports exactly the registered ones that are ready. */
class PollScheduleTest {
    private static final int SOCKETS = 3;

    @Property(tries = 500)
    void reportsWhatIsReadyAndNothingElse(@ForAll("schedules") ActionChain<Rig> schedule) {
        schedule.run().look();
    }

    @Provide
    Arbitrary<ActionChain<Rig>> schedules() {
        return ActionChain.startWith(Rig::new)
                .withAction(5, step("deliver to", (rig, i) -> rig.sockets.get(i).deliver("message")))
                .withAction(4, step("take from", (rig, i) -> rig.take(i)))
                .withAction(2, step("fill", (rig, i) -> rig.sockets.get(i).room(0)))
                .withAction(2, step("make room in", (rig, i) -> rig.sockets.get(i).room(1)))
                .withAction(3, step("register", (rig, i) -> rig.register(i)))
                .withAction(1, step("remove", (rig, i) -> rig.remove(i)))
                .withAction(1, step("suspend", (rig, i) -> rig.suspend(i)))
                .withAction(2, step("receive only from", (rig, i) -> rig.interest(i, Interest.RECEIVE)))
                .withAction(2, step("send only to", (rig, i) -> rig.interest(i, Interest.SEND)))
                .withAction(2, step("both with", (rig, i) -> rig.interest(i, Interest.BOTH)))
                .withAction(1, step("close", (rig, i) -> rig.sockets.get(i).close()))
                .withAction(6, look())
                .withMaxTransformations(80);
    }

    private static Action.Independent<Rig> step(String name, ObjIntConsumer<Rig> step) {
        return () -> Arbitraries.integers().between(0, SOCKETS - 1)
                .map(i -> Transformer.mutate(name + " " + i, rig -> step.accept(rig, i)));
    }

    private static Action<Rig> look() {
        Consumer<Rig> look = Rig::look;
        return Action.<Rig>builder().describeAs("look").justMutate(look);
    }

    /** A poller, some sockets, and what a registration should report. */
    static final class Rig {
        private final SocketPoller poller = new SocketPoller(() -> { });
        private final List<FakeSocket.Pair> sockets = new ArrayList<>();
        private final List<PollRegistration> registrations = new ArrayList<>();
        private final List<Set<Interest>> wanted = new ArrayList<>(); // RECEIVE, SEND, both or none; null: removed

        Rig() {
            for (int i = 0; i < SOCKETS; i++) {
                sockets.add(new FakeSocket.Pair());
                registrations.add(null);
                wanted.add(null);
            }
        }

        void take(int i) {
            if (!sockets.get(i).isClosed()) {
                sockets.get(i).tryReceive();
            }
        }

        void register(int i) {
            if (wanted.get(i) == null && !sockets.get(i).isClosed()) {
                registrations.set(i, poller.register(sockets.get(i), Interest.RECEIVE));
                wanted.set(i, Set.of(Interest.RECEIVE));
            }
        }

        void remove(int i) {
            if (registrations.get(i) != null) {
                registrations.get(i).remove();
                wanted.set(i, null);
            }
        }

        void suspend(int i) {
            if (wanted.get(i) != null) {
                registrations.get(i).suspend();
                wanted.set(i, Set.of());
            }
        }

        void interest(int i, Interest interest) {
            if (wanted.get(i) != null) {
                registrations.get(i).interest(interest);
                wanted.set(i, interest == Interest.BOTH ? Set.of(Interest.RECEIVE, Interest.SEND) : Set.of(interest));
            }
        }

        void look() {
            Set<Socket> expected = new HashSet<>();
            for (int i = 0; i < SOCKETS; i++) {
                if (wanted.get(i) != null && (sockets.get(i).isClosed() || receives(i) || sends(i))) {
                    expected.add(sockets.get(i));
                }
            }
            List<Registration> ready = poller.await(Duration.ZERO);
            assertThat(ready).extracting(Registration::socket).containsExactlyInAnyOrderElementsOf(expected);
            for (int i = 0; i < SOCKETS; i++) {
                if (expected.contains(sockets.get(i))) {
                    assertThat(registrations.get(i).canReceive()).isEqualTo(receives(i));
                    assertThat(registrations.get(i).canSend()).isEqualTo(sends(i));
                }
                if (sockets.get(i).isClosed()) {
                    wanted.set(i, null); // reported once
                }
                assertThat(sockets.get(i).listeners()).isEqualTo(wanted.get(i) == null ? 0 : 1);
            }
        }

        private boolean receives(int i) {
            return wanted.get(i).contains(Interest.RECEIVE)
                    && (sockets.get(i).isClosed() || sockets.get(i).inboxSize() > 0);
        }

        private boolean sends(int i) {
            return wanted.get(i).contains(Interest.SEND) && (sockets.get(i).isClosed() || sockets.get(i).hasRoom());
        }

        @Override
        public String toString() {
            return poller + ", wanted " + wanted;
        }
    }
}
