package zlink.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zlink.transport.spi.Readiness;

/** A loop and a source whose readiness shows in memory: what is possible at once, what is rung for, none lost. */
class DoorbellTest {
    private static final int READ = Readiness.READ;
    private static final int WRITE = Readiness.WRITE;
    private static final long PATIENCE_S = 8;

    /** Counters instead of rings of bytes, and a pipe as the bell. */
    private static final class Shared implements Readiness.Doorbell, AutoCloseable {
        private final Pipe bell;
        private final ByteBuffer rings = ByteBuffer.allocate(64);
        private final List<Integer> armed = new ArrayList<>(); // loop only
        private final AtomicInteger readable = new AtomicInteger();
        private final AtomicInteger writable = new AtomicInteger();
        private final AtomicInteger waiting = new AtomicInteger();
        private Runnable beforeTheLook = () -> { };

        Shared() throws IOException {
            bell = Pipe.open();
            bell.source().configureBlocking(false);
            bell.sink().configureBlocking(false);
        }

        @Override
        public SelectableChannel channel() {
            return bell.source();
        }

        @Override
        public int arm(int operations) {
            armed.add(operations);
            try {
                int more;
                do {
                    more = bell.source().read(rings.clear());
                } while (more > 0);
                if (more < 0) {
                    return operations;
                }
            } catch (IOException e) {
                return operations;
            }
            waiting.set(operations);
            beforeTheLook.run();
            return operations & ((readable.get() > 0 ? READ : 0) | (writable.get() > 0 ? WRITE : 0));
        }

        /** As a peer does it: the change, then the look for somebody who waits. */
        void become(int operation) {
            (operation == READ ? readable : writable).incrementAndGet();
            int seen = waiting.get();
            if ((seen & operation) != 0 && waiting.compareAndSet(seen, seen & ~operation)) {
                ring();
            }
        }

        void ring() {
            try {
                bell.sink().write(ByteBuffer.wrap(new byte[1]));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            bell.sink().close();
            bell.source().close();
        }
    }

    private final List<Integer> passed = new ArrayList<>();
    private final SteppedLoop loop = new SteppedLoop();
    private Shared shared;

    @BeforeEach
    void open() throws IOException {
        shared = new Shared();
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
        shared.close();
    }

    private Watch watch() throws IOException {
        return loop.loop().watch(shared, operations -> {
            passed.add(operations);
            if ((operations & READ) != 0) {
                shared.readable.decrementAndGet();
            }
            if ((operations & WRITE) != 0) {
                shared.writable.decrementAndGet();
            }
        });
    }

    @Test
    void whatIsPossibleAlreadyNeedsNoRing() throws IOException {
        Watch watch = watch();
        shared.become(READ);
        watch.interest(READ | WRITE);
        loop.settle();
        assertThat(passed).containsExactly(READ);
    }

    @Test
    void whatIsLeftIsPassedOnInLaterTurns() throws IOException {
        Watch watch = watch();
        for (int i = 0; i < 3; i++) {
            shared.become(READ);
        }
        watch.interest(READ);
        loop.step();
        assertThat(passed).as("one bounded part in one turn").containsExactly(READ);
        loop.settle();
        assertThat(passed).containsExactly(READ, READ, READ);
    }

    @Test
    void aRingIsPassedOnAndTheBellArmedAgain() throws IOException {
        Watch watch = watch();
        watch.interest(READ);
        loop.settle();
        assertThat(passed).isEmpty();
        for (int i = 1; i <= 3; i++) {
            shared.become(READ);
            loop.settle();
            assertThat(passed).hasSize(i);
        }
        assertThat(shared.waiting).as("armed for the next").hasValue(READ);
    }

    @Test
    void aRingForNothingIsTakenAndForgotten() throws IOException {
        Watch watch = watch();
        watch.interest(WRITE);
        shared.ring();
        loop.settle();
        shared.armed.clear();
        loop.settle();
        assertThat(passed).isEmpty();
        assertThat(shared.armed).as("turns that found the bell still ringing").isEmpty();
    }

    @Test
    void whatComesWhileArmingIsNotLost() throws IOException {
        Watch watch = watch();
        shared.beforeTheLook = () -> {
            shared.beforeTheLook = () -> { };
            shared.become(READ);
        };
        watch.interest(READ);
        loop.settle();
        assertThat(passed).containsExactly(READ);
    }

    @Test
    void withdrawnInterestIsToldAndNothingIsPassedOn() throws IOException {
        Watch watch = watch();
        watch.interest(READ);
        watch.interest(0);
        shared.become(READ);
        shared.ring();
        loop.settle();
        assertThat(passed).isEmpty();
        assertThat(shared.armed).containsExactly(READ, 0);
    }

    @Test
    void nothingIsPassedOnOnceCancelled() throws IOException {
        Watch watch = watch();
        shared.become(READ);
        watch.interest(READ);
        watch.cancel();
        loop.settle();
        assertThat(passed).isEmpty();
        assertThat(shared.waiting).hasValue(0);
    }

    @Test
    void theEndOfTheBellMakesAllPossible() throws IOException {
        Watch watch = watch();
        watch.interest(READ | WRITE);
        loop.settle();
        shared.bell.sink().close();
        loop.step();
        assertThat(passed).startsWith(READ | WRITE);
    }

    /** The peer never waits for the loop, so most changes meet it on its way into or out of the selector. */
    @Test
    @Timeout(60) // for a hundred thousand changes on a busy machine
    void noChangeIsSleptThrough() throws Exception {
        int changes = 100_000;
        IoLoop running = new IoLoop("rung", Thread::new, (name, durationNs) -> { });
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(1);
        running.start();
        try {
            running.submit(() -> {
                try {
                    running.watch(shared, operations -> {
                        shared.readable.decrementAndGet();
                        if (taken.incrementAndGet() == changes) {
                            all.countDown();
                        }
                    }).interest(READ);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            for (int i = 1; i <= changes; i++) {
                shared.become(READ);
                long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
                while (taken.get() < i - 1) { // at most two ahead
                    assertThat(System.nanoTime()).as("change %s seen", taken.get() + 1).isLessThan(endNs);
                    Thread.onSpinWait();
                }
            }
            assertThat(all.await(PATIENCE_S, TimeUnit.SECONDS)).as("last change seen").isTrue();
        } finally {
            running.stop();
            running.join();
        }
    }
}
