package zlink.benchmarks.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import zlink.benchmarks.run.Crew;
import zlink.benchmarks.run.RunFailedException;
import zlink.benchmarks.scenario.Task;

/** One order under way: two threads for each lane, all of which begin at the same moment. */
public final class Measurement {
    private final Order order;
    private final List<Lane> lanes;
    private final CyclicBarrier start;
    private final AtomicInteger running;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicLong allocatedBySenders = new AtomicLong();
    private final AtomicLong allocatedByReceivers = new AtomicLong();
    private final long[][] timesNs; // of each lane; written by the thread that times
    private final Set<Long> threads = new HashSet<>();
    private Meter meter;

    /** Prepares to follow an order on open lanes. */
    public Measurement(Order order, List<Lane> lanes) {
        this.order = order;
        this.lanes = lanes;
        this.start = new CyclicBarrier(2 * lanes.size(), this::begin);
        this.running = new AtomicInteger(lanes.size());
        this.timesNs = new long[lanes.size()][order.task().kind() == Task.Kind.THROUGHPUT ? 0 : order.messages()];
    }

    /** Work of one thread, between the common start and its own end. */
    private interface Work {
        void run(Port port, Verifier verifier);
    }

    /**
     * Does it.
     *
     * @param crew has no members yet
     * @param deadlineNs when it is given up
     */
    public Outcome perform(Crew crew, long deadlineNs) throws RunFailedException, InterruptedException {
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            boolean echo = order.task().kind() == Task.Kind.ECHO; // who asks is the last to receive
            Work near = near(timesNs[i]);
            Work far = far(timesNs[i]);
            crew.start("far-" + i, () -> measured(lane.far(), far, allocatedByReceivers, !echo));
            crew.start("near-" + i, () -> measured(lane.near(), near, allocatedBySenders, echo));
        }
        crew.await(deadlineNs);
        for (Lane lane : lanes) {
            if (!lane.far().isEmpty() || !lane.near().isEmpty()) {
                throw new RunFailedException("a message came after the last one");
            }
        }
        return outcome();
    }

    private Outcome outcome() {
        long[] all = Arrays.stream(timesNs).flatMapToLong(Arrays::stream).toArray();
        return new Outcome((long) order.messages() * lanes.size(), meter.elapsedNs(), meter.cpuNs(), meter.compiledNs(),
                meter.allocated(allocatedBySenders.get(), allocatedByReceivers.get()), Meter.peakRssBytes(),
                all.length == 0 ? Percentiles.UNKNOWN : Percentiles.of(all));
    }

    private void measured(Port port, Work work, AtomicLong allocated, boolean isLast) throws Exception {
        Verifier verifier = new Verifier(order.setup().cell().bytes());
        synchronized (threads) {
            threads.add(Thread.currentThread().getId());
        }
        start.await();
        long before = Meter.allocatedByThisThread();
        work.run(port, verifier);
        allocated.addAndGet(Meter.allocatedByThisThread() - before);
        if (isLast && running.decrementAndGet() == 0) {
            meter.stop();
            stopped.countDown();
        }
        stopped.await(); // a thread that has ended takes its figures with it
    }

    /** By the thread that comes last, while all others wait. */
    private void begin() {
        synchronized (threads) {
            meter = new Meter(threads);
        }
        meter.start();
    }

    private Work near(long[] times) {
        return switch (order.task().kind()) {
            case THROUGHPUT -> (port, verifier) -> send(port);
            case ECHO -> (port, verifier) -> ask(port, verifier, times);
            case RATE -> (port, verifier) -> sendAtRate(port);
        };
    }

    private Work far(long[] times) {
        return switch (order.task().kind()) {
            case THROUGHPUT -> this::receive;
            case ECHO -> this::answer;
            case RATE -> (port, verifier) -> receiveAndTime(port, verifier, times);
        };
    }

    private void send(Port port) {
        int messages = order.messages();
        for (int i = 0; i < messages; i++) {
            port.send(i, 0);
        }
        port.flush();
    }

    private void receive(Port port, Verifier verifier) {
        int messages = order.messages();
        for (int i = 0; i < messages; i++) {
            port.receive(verifier);
        }
    }

    /** Each message has a time at which it is due, whatever became of those before: what waits is not forgiven. */
    private void sendAtRate(Port port) {
        long beginNs = meter.startedNs();
        double intervalNs = 1e9 * lanes.size() / order.task().perSecond();
        int messages = order.messages();
        for (int i = 0; i < messages; i++) {
            long dueNs = beginNs + (long) (i * intervalNs);
            if (System.nanoTime() < dueNs) {
                port.flush();
                while (System.nanoTime() < dueNs) {
                    Thread.yield(); // a library's own threads need the processor as well
                }
            }
            port.send(i, dueNs);
        }
        port.flush();
    }

    private static void receiveAndTime(Port port, Verifier verifier, long[] times) {
        for (int i = 0; i < times.length; i++) {
            port.receive(verifier);
            times[i] = System.nanoTime() - verifier.timeNs();
        }
    }

    /** Half of the round trip: the two ways are the same work. */
    private static void ask(Port port, Verifier verifier, long[] times) {
        for (int i = 0; i < times.length; i++) {
            long sentNs = System.nanoTime();
            port.send(i, 0);
            port.flush();
            port.receive(verifier);
            times[i] = (System.nanoTime() - sentNs) / 2;
        }
    }

    private void answer(Port port, Verifier verifier) {
        int messages = order.messages();
        for (int i = 0; i < messages; i++) {
            port.receive(verifier);
            port.send(i, 0);
            port.flush();
        }
    }

    /** What all sockets say about themselves. */
    public static String state(List<Lane> lanes) {
        List<String> states = new ArrayList<>();
        lanes.forEach(lane -> states.add(lane.state()));
        return String.join("\n", states);
    }
}
