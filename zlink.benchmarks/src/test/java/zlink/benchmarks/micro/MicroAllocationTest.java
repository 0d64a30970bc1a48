package zlink.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What lies on the path of a message allocates nothing, as the thread's own account says; how long it takes is not
 * asked. The operations are those of the benchmarks, and each says whether it has done what it is there for.
 */
final class MicroAllocationTest {
    private static final int OPERATIONS = 100_000;
    private static final int WARM_UP_OPERATIONS = 20_000;
    private static final int ROUNDS = 10; // code that is not compiled yet may allocate what compiled code does not
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(ints = {64, 1024, 16384})
    void appendingAndConsumingAllocatesNothing(int bodyBytes) throws Exception {
        ByteQueueBenchmark benchmark = new ByteQueueBenchmark();
        benchmark.bodyBytes = bodyBytes;
        benchmark.prepare();

        assertThat(bytesPerOperation(1, () -> benchmark.appendAndConsume() == bodyBytes)).isLessThan(1);
    }

    @Test
    void encodingAnArrayAllocatesNothing() throws Exception {
        CodecBenchmark benchmark = new CodecBenchmark();
        CodecBenchmark.Encoder encoder = new CodecBenchmark.Encoder();
        long expected = (long) CodecBenchmark.BATCH * CodecBenchmark.FRAME_BYTES;

        assertThat(bytesPerOperation(CodecBenchmark.BATCH, () -> benchmark.encodeArray(encoder) == expected))
                .isLessThan(1);
    }

    @Test
    void encodingABufferAllocatesNothing() throws Exception {
        CodecBenchmark benchmark = new CodecBenchmark();
        CodecBenchmark.Encoder encoder = new CodecBenchmark.Encoder();
        long expected = (long) CodecBenchmark.BATCH * CodecBenchmark.FRAME_BYTES;

        assertThat(bytesPerOperation(CodecBenchmark.BATCH, () -> benchmark.encodeBuffer(encoder) == expected))
                .isLessThan(1);
    }

    @Test
    void encodingSeveralFramesAllocatesNothing() throws Exception {
        CodecBenchmark benchmark = new CodecBenchmark();
        CodecBenchmark.Encoder encoder = new CodecBenchmark.Encoder();
        long expected = (long) CodecBenchmark.BATCH * CodecBenchmark.FRAMES * CodecBenchmark.FRAME_BYTES;

        assertThat(bytesPerOperation(CodecBenchmark.BATCH, () -> benchmark.encodeFrames(encoder) == expected))
                .isLessThan(1);
    }

    @Test
    void scanningAllocatesNothing() throws Exception {
        CodecBenchmark benchmark = new CodecBenchmark();
        CodecBenchmark.Scanner scanner = new CodecBenchmark.Scanner();
        scanner.fill();

        assertThat(bytesPerOperation(CodecBenchmark.READ, () -> benchmark.scan(scanner) == CodecBenchmark.READ))
                .isLessThan(1);
    }

    @Test
    void scanningAndConsumingAllocatesNothing() throws Exception {
        CodecBenchmark benchmark = new CodecBenchmark();
        CodecBenchmark.Receiver receiver = new CodecBenchmark.Receiver();
        receiver.fill();

        assertThat(bytesPerOperation(CodecBenchmark.READ,
                () -> benchmark.scanAndConsume(receiver) == CodecBenchmark.READ)).isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1_000_000})
    void matchingAllocatesNothing(int topics) throws Exception {
        SubscriptionBenchmark benchmark = new SubscriptionBenchmark();
        SubscriptionBenchmark.Publisher publisher = publisher(topics);

        assertThat(bytesPerOperation(1, () -> benchmark.match(publisher) == publisher.outgoing)).isLessThan(1);
    }

    @Test
    void matchedMessageIsSentToItsSubscriber() {
        SubscriptionBenchmark.Publisher publisher = publisher(1000);

        publisher.distributor.send(new SubscriptionBenchmark().match(publisher), null); // nothing is dropped

        assertThat(publisher.pipe.taken()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1_000_000})
    void filteringAllocatesNothing(int topics) throws Exception {
        SubscriptionBenchmark benchmark = new SubscriptionBenchmark();
        SubscriptionBenchmark.Application application = new SubscriptionBenchmark.Application();
        application.topics = topics;
        application.subscribe();

        assertThat(bytesPerOperation(1, () -> benchmark.filter(application))).isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 100_000})
    void findingAPeerByItsIdAllocatesNothing(int peers) throws Exception {
        RoutingTableBenchmark benchmark = table(peers);

        assertThat(bytesPerOperation(1, () -> benchmark.findId() != null)).isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 100_000})
    void findingAPeerByAFrameAllocatesNothing(int peers) throws Exception {
        RoutingTableBenchmark benchmark = table(peers);

        assertThat(bytesPerOperation(1, () -> benchmark.findFirstFrame() != null)).isLessThan(1);
    }

    @Test
    void takingAFreeLockAllocatesNothing() throws Exception {
        LockBenchmark benchmark = new LockBenchmark();

        assertThat(bytesPerOperation(1, () -> benchmark.uncontended() > 0)).isLessThan(1);
    }

    @Test
    void wakingNobodyAllocatesNothing() throws Exception {
        WakeUpBenchmark benchmark = new WakeUpBenchmark();
        WakeUpBenchmark.Nobody nobody = new WakeUpBenchmark.Nobody();

        assertThat(bytesPerOperation(1, () -> !benchmark.wakeNobody(nobody))).isLessThan(1);
    }

    @Test
    void whatAllocatesIsNoticed() throws Exception {
        SubscriptionBenchmark benchmark = new SubscriptionBenchmark();
        SubscriptionBenchmark.Publisher publisher = publisher(1000);

        assertThat(bytesPerOperation(1, () -> benchmark.subscribeAndCancel(publisher))).isGreaterThan(1);
    }

    private static SubscriptionBenchmark.Publisher publisher(int topics) {
        SubscriptionBenchmark.Publisher publisher = new SubscriptionBenchmark.Publisher();
        publisher.topics = topics;
        publisher.subscribe();
        return publisher;
    }

    private static RoutingTableBenchmark table(int peers) {
        RoutingTableBenchmark benchmark = new RoutingTableBenchmark();
        benchmark.peers = peers;
        benchmark.prepare();
        return benchmark;
    }

    /** What an operation allocates once it is warm: the least of a few rounds. */
    private static double bytesPerOperation(int operationsPerCall, Callable<Boolean> call) throws Exception {
        int calls = (OPERATIONS + operationsPerCall - 1) / operationsPerCall;
        run(WARM_UP_OPERATIONS / operationsPerCall, call);
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least >= 1; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            int done = run(calls, call);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertThat(done).as("calls that did what they are there for").isEqualTo(calls);
            least = Math.min(least, (double) allocated / ((long) calls * operationsPerCall));
        }
        return least;
    }

    private static int run(int calls, Callable<Boolean> call) throws Exception {
        int done = 0;
        for (int i = 0; i < calls; i++) {
            if (call.call()) {
                done++;
            }
        }
        return done;
    }
}
