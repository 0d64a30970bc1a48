package zlink.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import zlink.transport.spi.Readiness;

/** What a loop does in which turn, and what wakes it. */
class IoLoopTest {
    private static final long US = 1_000;
    private static final long FAR_NS = 3_600_000_000_000L;
    private static final long PATIENCE_S = 8;

    private final List<String> done = new ArrayList<>();

    /** Ticks so many times. */
    private final class Ticker implements Ticking {
        private final String name;
        private final long everyNs;
        private int times;

        Ticker(String name, long everyNs, int times) {
            this.name = name;
            this.everyNs = everyNs;
            this.times = times;
        }

        @Override
        public boolean tick() {
            done.add(name);
            return --times > 0;
        }

        @Override
        public long tickNs() {
            return everyNs;
        }
    }

    @Test
    void whatIsSubmittedInATurnIsDoneInTheNext() {
        try (SteppedLoop loop = new SteppedLoop()) {
            loop.loop().submit(() -> {
                done.add("first");
                loop.loop().submit(() -> done.add("second"));
            });
            loop.step();
            assertThat(done).containsExactly("first");
            loop.step();
            assertThat(done).containsExactly("first", "second");
        }
    }

    @Test
    void anActionThatFailsCostsNoOther() {
        try (SteppedLoop loop = new SteppedLoop()) {
            loop.loop().submit(() -> {
                throw new IllegalStateException("a defect, as this test wants it");
            });
            loop.loop().submit(() -> done.add("second"));
            loop.settle();
            assertThat(done).containsExactly("second");
        }
    }

    /** As when descriptors have run out and a class is needed for the first time. */
    @Test
    void aClassThatCannotBeLoadedCostsNoOther() {
        try (SteppedLoop loop = new SteppedLoop()) {
            loop.loop().submit(() -> {
                throw new NoClassDefFoundError("as this test wants it");
            });
            loop.loop().timers().at(0, () -> {
                throw new StackOverflowError("as this test wants it");
            });
            loop.loop().submit(() -> done.add("second"));
            loop.settle();
            assertThat(done).containsExactly("second");
        }
    }

    @Test
    void aSourceThatIsAlwaysReadyIsServedOnceATurn() throws IOException {
        Pipe pipe = Pipe.open();
        try (SteppedLoop loop = new SteppedLoop()) {
            pipe.source().configureBlocking(false);
            pipe.sink().write(ByteBuffer.wrap(new byte[1]));
            watchAlways(loop, new Readiness.Selectable(pipe.source()), "channel");
            watchAlways(loop, new AlwaysReady(), "signalled");
            watchAlways(loop, new AlwaysReady(), "another");
            loop.step(); // the selector comes last in a turn
            for (int turn = 0; turn < 3; turn++) {
                done.clear();
                loop.loop().submit(() -> done.add("request"));
                loop.loop().timers().at(loop.nowNs(), () -> done.add("timer"));
                loop.step();
                assertThat(done).containsExactlyInAnyOrder("request", "timer", "channel", "signalled", "another");
            }
        } finally {
            pipe.sink().close();
            pipe.source().close();
        }
    }

    private void watchAlways(SteppedLoop loop, Readiness readiness, String name) throws IOException {
        loop.loop().watch(readiness, operations -> done.add(name)).interest(Readiness.READ);
    }

    /** Says that it is ready as soon as it is asked. */
    private static final class AlwaysReady implements Readiness.Signalled {
        private Readiness.Signal signal;

        @Override
        public void attach(Readiness.Signal listener) {
            signal = listener;
        }

        @Override
        public void interest(int operations) {
            if (operations != 0) {
                signal.ready(operations);
            }
        }
    }

    @Test
    void aShortTickDoesNotWaitForALongOne() {
        try (SteppedLoop loop = new SteppedLoop()) {
            loop.loop().tick(new Ticker("long", FAR_NS, 1));
            loop.loop().tick(new Ticker("short", 50 * US, 2));
            loop.advance(50 * US);
            loop.step();
            assertThat(done).contains("short");
            done.clear();
            loop.advance(50 * US);
            loop.step();
            assertThat(done).contains("short");
        }
    }

    @Test
    void aTickThatIsOverIsNotLookedAtAgain() {
        try (SteppedLoop loop = new SteppedLoop()) {
            loop.loop().tick(new Ticker("once", 50 * US, 1));
            for (int i = 0; i < 3; i++) {
                loop.advance(50 * US);
                loop.step();
            }
            assertThat(done).containsExactly("once");
        }
    }

    @Test
    void aChannelIsSeenWhileALongTickIsAwaited() throws IOException, InterruptedException {
        IoLoop loop = new IoLoop("awaiting", Thread::new, (name, durationNs) -> { });
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        CountDownLatch seen = new CountDownLatch(1);
        loop.start();
        try {
            loop.submit(() -> loop.tick(new Ticker("far", FAR_NS, 2)));
            loop.submit(() -> {
                try {
                    Watch[] watch = new Watch[1];
                    watch[0] = loop.watch(new Readiness.Selectable(pipe.source()), operations -> {
                        watch[0].interest(0);
                        seen.countDown();
                    });
                    watch[0].interest(Readiness.READ);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            awaitSleep(loop);
            pipe.sink().write(ByteBuffer.wrap(new byte[1]));
            assertThat(seen.await(PATIENCE_S, TimeUnit.SECONDS)).as("channel seen").isTrue();
        } finally {
            loop.stop();
            loop.join();
            pipe.sink().close();
            pipe.source().close();
        }
    }

    /** After this the loop has had a turn with nothing to do, or is about to wait. */
    private static void awaitSleep(IoLoop loop) throws InterruptedException {
        CountDownLatch turned = new CountDownLatch(1);
        loop.submit(() -> loop.submit(turned::countDown));
        assertThat(turned.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void requestsFromManyThreadsAreAllServed() throws IOException, InterruptedException {
        IoLoop loop = new IoLoop("served", Thread::new, (name, durationNs) -> { });
        int threads = 4;
        int each = 20_000;
        CountDownLatch served = new CountDownLatch(threads);
        loop.start();
        try {
            for (int i = 0; i < threads; i++) {
                CountDownLatch all = served;
                LoopTask task = new LoopTask(loop) {
                    private int total;

                    @Override
                    protected void perform(int bits) {
                        if ((bits & 2) != 0 && total++ == 0) {
                            all.countDown();
                        }
                    }
                };
                Thread thread = new Thread(() -> {
                    for (int n = 0; n < each; n++) {
                        task.request(1);
                    }
                    task.request(2);
                });
                thread.setDaemon(true);
                thread.start();
            }
            assertThat(served.await(PATIENCE_S, TimeUnit.SECONDS)).as("all served").isTrue();
        } finally {
            loop.stop();
            loop.join();
        }
    }
}
