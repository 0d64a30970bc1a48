package zlink.benchmarks.growth;

import java.util.List;
import zlink.benchmarks.growth.role.Library;
import zlink.benchmarks.report.Figures;
import zlink.benchmarks.worker.WorkerFailedException;

/**
 * What nine subscribers get when a tenth does not read, beside what they get when it does, and when there is none.
 *
 * @param bytes of a message
 */
record SlowStudy(int bytes) implements Study {
    private static final String ONE_SLOW = "nine, a tenth does not read";
    private static final String NONE_SLOW = "nine, a tenth reads too";
    private static final String NINE = "nine alone";
    private static final int SUBSCRIBERS = 10;
    private static final int COUNTED = 9;
    private static final double LEAST_SHARE = 0.8;
    private static final int DESCRIPTORS = 250;
    private static final int FILLING = 20_000; // messages

    @Override
    public Case kind() {
        return Case.SLOW;
    }

    @Override
    public int descriptors() {
        return DESCRIPTORS;
    }

    @Override
    public List<Question> questions() {
        return List.of(Question.ratio(ONE_SLOW, Quantity.DELIVERED, NONE_SLOW).atLeast(LEAST_SHARE),
                Question.ratio(ONE_SLOW, Quantity.DELIVERED, NINE).atLeast(LEAST_SHARE),
                Question.ratio(ONE_SLOW, Quantity.CPU, NINE),
                Question.what(ONE_SLOW, Quantity.PER_WRITE),
                Question.what(ONE_SLOW, Quantity.DROPPED));
    }

    @Override
    public void perform(Bench bench) throws WorkerFailedException, InterruptedException {
        bench.moved("connecting");
        Broadcast slow = open(bench, ONE_SLOW, new Broadcast.Audience(SUBSCRIBERS, COUNTED, COUNTED));
        fill(bench, slow);
        bench.measure(List.of(
                slow,
                open(bench, NONE_SLOW, new Broadcast.Audience(SUBSCRIBERS, SUBSCRIBERS, COUNTED)),
                open(bench, NINE, new Broadcast.Audience(COUNTED, COUNTED, COUNTED))));
    }

    /** Before its queue and its connection are full, nobody can tell it from one that reads. */
    private static void fill(Bench bench, Broadcast slow) throws WorkerFailedException, InterruptedException {
        long deadlineNs = System.nanoTime() + bench.timeout().toNanos();
        while (slow.perform(FILLING).values().get(Quantity.DROPPED) == 0) {
            bench.moved("filling the queue of the one that does not read");
            if (System.nanoTime() - deadlineNs > 0) {
                throw new WorkerFailedException("nothing was dropped for the subscriber that does not read after "
                        + bench.timeout().toSeconds() + " s");
            }
        }
    }

    private Broadcast open(Bench bench, String name, Broadcast.Audience audience)
            throws WorkerFailedException, InterruptedException {
        return Broadcast.open(bench, name, Library.ZLINK, audience, bytes);
    }

    @Override
    public String toString() {
        return SUBSCRIBERS + " subscribers, " + Figures.count(bytes) + " B";
    }
}
