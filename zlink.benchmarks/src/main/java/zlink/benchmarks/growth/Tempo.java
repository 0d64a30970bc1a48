package zlink.benchmarks.growth;

import java.time.Duration;
import zlink.benchmarks.worker.WorkerFailedException;

/**
 * Warms a subject up and finds how many messages take about as long as a measurement should.
 *
 * @param run how long each measurement should take
 * @param warmUp how long everything is warmed up
 */
record Tempo(Duration run, Duration warmUp) {
    private static final int FIRST_MESSAGES = 1_000;
    private static final int MOST_MESSAGES = 50_000_000;
    private static final double FASTEST_GROWTH = 8; // one short run says little
    private static final int MOST_WARM_UPS = 1_000;

    /** Returns how many messages. */
    int find(Subject subject) throws WorkerFailedException, InterruptedException {
        int messages = FIRST_MESSAGES;
        long spentNs = 0;
        for (int i = 0; i < MOST_WARM_UPS; i++) {
            Subject.Taken taken = subject.perform(messages);
            spentNs += taken.elapsedNs();
            messages = adjusted(messages, taken.elapsedNs());
            if (spentNs >= warmUp.toNanos() && taken.elapsedNs() >= run.toNanos() / 2) {
                break;
            }
        }
        return messages;
    }

    /** Not by one step to less: a pause of the machine makes few messages look slow. */
    int adjusted(int messages, long elapsedNs) {
        double factor = Math.max(0.5, Math.min((double) run.toNanos() / elapsedNs, FASTEST_GROWTH));
        return (int) Math.max(2, Math.min(messages * factor, MOST_MESSAGES));
    }
}
