package zlink.engine.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** The locks, and waiting. */
public class SyncRaces {

    /** A field that promises nothing of its own, so that only what is tested orders it. */
    static final class Plain {
        private static final VarHandle VALUE;

        static {
            try {
                VALUE = MethodHandles.lookup().findVarHandle(Plain.class, "value", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        int value; // by the actors, through VALUE

        void set(int next) {
            VALUE.setOpaque(this, next);
        }

        int get() {
            return (int) VALUE.getOpaque(this);
        }
    }

    /** Both ways to take it, each twice: who finds it free after waiting has a rival. */
    @JCStressTest
    @Description("Whoever holds the socket's lock sees what was done under it before.")
    @Outcome(id = "4", expect = Expect.ACCEPTABLE, desc = "one after the other")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both at once")
    @State
    public static class SocketLockExcludes {
        private final SocketLock lock = new SocketLock();
        private int count; // guarded by lock

        @Actor
        public void one() {
            for (int i = 0; i < 2; i++) {
                lock.lock();
                count++;
                lock.unlock();
            }
        }

        @Actor
        public void other() {
            for (int i = 0; i < 2; i++) {
                while (!lock.tryLockBriefly()) {
                    Thread.onSpinWait();
                }
                count++;
                lock.unlock();
            }
        }

        @Arbiter
        public void look(I_Result result) {
            result.r1 = count;
        }
    }

    /** As a sender does: appends with the lock, gives it back, and looks whether the reader sleeps. */
    @JCStressTest
    @Description("Giving the socket's lock back is a full fence.")
    @Outcome(id = {"0, 1", "1, 0", "1, 1"}, expect = Expect.ACCEPTABLE, desc = "one of them sees the other")
    @Outcome(expect = Expect.FORBIDDEN, desc = "neither sees the other")
    @State
    public static class UnlockIsAFullFence {
        private final SocketLock lock = new SocketLock();
        private final Plain done = new Plain();
        private final Plain asleep = new Plain();

        @Actor
        public void holder(II_Result result) {
            lock.lock();
            done.set(1);
            lock.unlock();
            result.r1 = asleep.get();
        }

        @Actor
        public void sleeper(II_Result result) {
            asleep.set(1);
            VarHandle.fullFence();
            result.r2 = done.get();
        }
    }

    /** Of a chunk pool's shelf, for example. */
    @JCStressTest
    @Description("Whoever holds a spin lock sees what was done under it before.")
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "one after the other")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both at once")
    @State
    public static class SpinLockExcludes {
        private final SpinLock lock = new SpinLock();
        private int count; // guarded by lock

        @Actor
        public void one() {
            increment();
        }

        @Actor
        public void other() {
            increment();
        }

        private void increment() {
            lock.lock();
            count++;
            lock.unlock();
        }

        @Arbiter
        public void look(I_Result result) {
            result.r1 = count;
        }
    }

    /** A caller that is about to park, beside the one that would wake it. */
    @JCStressTest
    @Description("Who enrols and then sees nothing is woken.")
    @Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "it saw the change")
    @Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "it is woken")
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "both")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it parks for ever")
    @State
    public static class EnrolledIsWoken {
        private final Waiters waiters = new Waiters();
        private final Plain change = new Plain();
        private Waiters.Waiter waiter;

        @Actor
        public void waits(ZZ_Result result) {
            waiter = waiters.enrol();
            result.r1 = change.get() == 1;
        }

        @Actor
        public void changes() {
            change.set(1);
            VarHandle.fullFence();
            waiters.wakeOne();
        }

        @Arbiter
        public void look(ZZ_Result result) {
            result.r2 = waiter.isWoken();
        }
    }

    /** The first in line leaves, as after a time-out, while one is woken. */
    @JCStressTest
    @Description("Who was woken and leaves without having used it passes the wake-up on.")
    @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "the next one is woken")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the wake-up is lost")
    @State
    public static class LeavingPassesOn {
        private final Waiters waiters = new Waiters();
        private final Waiters.Waiter first = waiters.enrol();
        private final Waiters.Waiter second = waiters.enrol();

        @Actor
        public void leaves() {
            waiters.leave(first, false);
        }

        @Actor
        public void wakes() {
            waiters.wakeOne();
        }

        @Arbiter
        public void look(Z_Result result) {
            result.r1 = second.isWoken();
        }
    }

    /** A waiter that was woken and found nothing stands in line again, beside the next change. */
    @JCStressTest
    @Description("Who stands in line again and then sees nothing is woken again.")
    @Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "it saw the change")
    @Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "it is woken")
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "both")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it parks for ever")
    @State
    public static class AgainIsWoken {
        private final Waiters waiters = new Waiters();
        private final Plain change = new Plain();
        private final Waiters.Waiter waiter = waiters.enrol();

        public AgainIsWoken() {
            waiters.wakeOne();
        }

        @Actor
        public void waits(ZZ_Result result) {
            waiter.again();
            result.r1 = change.get() == 1;
        }

        @Actor
        public void changes() {
            change.set(1);
            VarHandle.fullFence();
            waiters.wakeOne();
        }

        @Arbiter
        public void look(ZZ_Result result) {
            result.r2 = waiter.isWoken();
        }
    }
}
