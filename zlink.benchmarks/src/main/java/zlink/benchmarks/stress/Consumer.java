package zlink.benchmarks.stress;

import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** How the receiver of a stream takes its messages. */
enum Consumer {
    /** As fast as it can. */
    STEADY(0, 1),
    /** With a pause before each. */
    SLOW(20_000, 1),
    /** Some hundred at a time, and then a long pause. */
    BURSTY(5_000_000, 500);

    private final long pauseNs;
    private final int every;

    Consumer(long pauseNs, int every) {
        this.pauseNs = pauseNs;
        this.every = every;
    }

    /** Lets the time pass that this consumer lets pass before it takes the message with this number. */
    void pauseBefore(long number) {
        if (pauseNs > 0 && number % every == 0) {
            LockSupport.parkNanos(pauseNs);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
