package zlink.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SocketLockTest {
    private final SocketLock lock = new SocketLock();
    private final Crew crew = new Crew();
    private long guarded; // by lock

    @Test
    void isTakenOnceAndGivenBack() {
        lock.lock();
        assertThat(lock.tryLock()).as("not reentrant").isFalse();
        assertThat(lock.tryLockBriefly()).isFalse();
        assertThat(lock.tryLock(System.nanoTime() - 1)).isFalse();
        lock.unlock();
        assertThat(lock.tryLockBriefly()).isTrue();
        lock.unlock();
        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
        assertThat(lock.tryLock(Long.MAX_VALUE)).isTrue();
        lock.unlock();
    }

    @Test
    void waitsUntilItsTimeHasCome() {
        lock.lock();
        long deadlineNs = System.nanoTime() + 3_000_000;

        assertThat(lock.tryLock(deadlineNs)).isFalse();

        assertThat(System.nanoTime() - deadlineNs).isNotNegative();
        lock.unlock();
        assertThat(lock.tryLock()).isTrue();
    }

    @Test
    void interruptEndsATimedWaitAndStays() throws InterruptedException {
        lock.lock();
        AtomicBoolean taken = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiter = crew.start(() -> {
            taken.set(lock.tryLock(Long.MAX_VALUE));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        Crew.awaitParked(waiter);

        waiter.interrupt();
        crew.join();

        assertThat(taken).isFalse();
        assertThat(interrupted).isTrue();
        lock.unlock();
        assertThat(lock.tryLock()).as("usable").isTrue();
    }

    @Test
    void interruptDoesNotEndAnUntimedWaitButStays() throws InterruptedException {
        lock.lock();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiter = crew.start(() -> {
            lock.lock();
            interrupted.set(Thread.currentThread().isInterrupted());
            lock.unlock();
        });
        Crew.awaitParked(waiter);
        waiter.interrupt();
        Thread.yield();
        assertThat(waiter.isAlive()).isTrue();

        lock.unlock();
        crew.join();

        assertThat(interrupted).isTrue();
        assertThat(lock.tryLock()).isTrue();
    }

    /**
     * A waiter gives up just after it was woken, while somebody who never waited holds the lock: the wake-up must
     * reach the next in line.
     */
    @Test
    void wakeUpOfOneThatGivesUpIsPassedOn() throws InterruptedException {
        lock.lock();
        AtomicInteger looks = new AtomicInteger();
        Thread first = crew.start(new Thread(crew.task(() -> assertThat(lock.tryLock(Long.MAX_VALUE)).isFalse())) {
            @Override
            public boolean isInterrupted() { // asked between an attempt in vain and giving up
                if (Thread.currentThread() != this || looks.incrementAndGet() < 2) {
                    return false;
                }
                lock.unlock();                      // wakes this thread
                assertThat(lock.tryLock()).isTrue(); // and another takes it first
                return true;
            }
        });
        Crew.awaitParked(first);
        Thread second = crew.start(() -> {
            lock.lock();
            lock.unlock();
        });
        Crew.awaitParked(second);

        LockSupport.unpark(first);
        while (first.isAlive()) {
            Thread.yield();
        }
        lock.unlock();

        crew.join();
        assertThat(lock.tryLock()).isTrue();
    }

    @Test
    void oneAtATimeHasIt() throws InterruptedException {
        AtomicLong taken = new AtomicLong();
        Crew.Work[] works = new Crew.Work[4];
        for (int i = 0; i < works.length; i++) {
            Random random = new Random(i);
            works[i] = () -> {
                for (int turn = 0; turn < 10_000; turn++) {
                    if (take(random)) {
                        guarded++;
                        Crew.breathe(random);
                        taken.incrementAndGet();
                        lock.unlock();
                    }
                }
            };
        }

        crew.startTogether(works);
        crew.join();

        assertThat(lock.tryLock()).isTrue();
        assertThat(guarded).isEqualTo(taken.get());
    }

    private boolean take(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> lock.tryLock();
            case 1 -> lock.tryLock(System.nanoTime());
            case 2 -> lock.tryLock(System.nanoTime() + random.nextInt(20_000));
            default -> {
                lock.lock();
                yield true;
            }
        };
    }

    @Test
    void nobodyIsLeftWaitingAmongThoseThatGiveUp() throws InterruptedException {
        AtomicInteger left = new AtomicInteger(2);
        Crew.Work patient = () -> {
            for (int turn = 0; turn < 5_000; turn++) {
                lock.lock();
                guarded++;
                lock.unlock();
            }
            left.decrementAndGet();
        };
        Crew.Work[] works = {patient, patient, giver(left, 1), giver(left, 2)};

        crew.startTogether(works);
        crew.join();

        assertThat(guarded).isEqualTo(10_000);
    }

    /** Waits for almost no time, or is interrupted, again and again. */
    private Crew.Work giver(AtomicInteger left, int seed) {
        Random random = new Random(seed);
        return () -> {
            while (left.get() > 0) {
                if (random.nextBoolean()) {
                    Thread.currentThread().interrupt();
                }
                if (lock.tryLock(System.nanoTime() + random.nextInt(5_000))) {
                    Crew.breathe(random);
                    lock.unlock();
                }
                Thread.interrupted();
            }
        };
    }
}
