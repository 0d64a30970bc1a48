package zlink.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With real threads, which really park. */
@Timeout(60)
class WaitersStressTest {
    private static final int THINGS = 20_000;
    private static final int TAKERS = 3;

    private final Waiters waiters = new Waiters();
    private final AtomicInteger things = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger(THINGS); // to be taken
    private final Crew crew = new Crew();

    @Test
    void everythingIsTakenByThoseThatWaitForEver() throws InterruptedException {
        run(Integer.MAX_VALUE);
    }

    @Test
    void everythingIsTakenByThoseThatGiveUpNowAndThen() throws InterruptedException {
        run(2);
    }

    @Test
    void wokenByTimeOrInterrupt() throws InterruptedException {
        Waiters.Waiter waiter = waiters.enrol();
        long deadlineNs = System.nanoTime() + 2_000_000;
        while (System.nanoTime() - deadlineNs < 0) {
            waiter.park(deadlineNs);
        }
        Thread.currentThread().interrupt();
        waiter.park(Long.MAX_VALUE);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(waiter.isWoken()).isFalse();
        waiters.leave(waiter, false);
        assertThat(waiters.any()).isFalse();
        waiters.wakeOne();
        waiters.wakeAll();
    }

    private void run(int oneInGivesUp) throws InterruptedException {
        Crew.Work[] works = new Crew.Work[TAKERS + 1];
        for (int i = 0; i < TAKERS; i++) {
            Random random = new Random(i);
            works[i] = () -> take(random, oneInGivesUp);
        }
        Random random = new Random(TAKERS);
        works[TAKERS] = () -> {
            for (int i = 0; i < THINGS; i++) {
                things.incrementAndGet(); // a full fence
                waiters.wakeOne();
                while (things.get() > 10) {
                    Crew.breathe(random);
                }
            }
        };

        crew.startTogether(works);
        crew.join();

        assertThat(things).hasValue(0);
        assertThat(left).hasValue(0);
        assertThat(waiters.any()).isFalse();
    }

    private void take(Random random, int oneInGivesUp) {
        while (left.get() > 0) {
            boolean impatient = random.nextInt(oneInGivesUp) == 0;
            long deadlineNs = impatient ? System.nanoTime() + random.nextInt(3_000) : Long.MAX_VALUE;
            Waiters.Waiter waiter = waiters.enrol();
            boolean taken = false;
            boolean over = false;
            while (!(taken = takeOne()) && !(over = left.get() <= 0) && System.nanoTime() - deadlineNs < 0) {
                waiter.park(deadlineNs);
                waiter.again();
            }
            waiters.leave(waiter, taken || over);
        }
    }

    private boolean takeOne() {
        int there;
        do {
            there = things.get();
            if (there == 0) {
                return false;
            }
        } while (!things.compareAndSet(there, there - 1));
        if (left.decrementAndGet() == 0) {
            waiters.wakeAll();
        }
        return true;
    }
}
