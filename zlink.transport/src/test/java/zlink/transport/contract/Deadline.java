package zlink.transport.contract;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The moment at which a test gives up waiting. */
final class Deadline {

    private final long endNs;
    private final String awaited;

    private Deadline(long endNs, String awaited) {
        this.endNs = endNs;
        this.awaited = awaited;
    }

    /** @param awaited what failed to happen, if it does */
    static Deadline waitingFor(String awaited) {
        return new Deadline(System.nanoTime() + Duration.ofSeconds(30).toNanos(), awaited);
    }

    long remainingNs() {
        long remainingNs = endNs - System.nanoTime();
        if (remainingNs <= 0) {
            throw new AssertionError("waited in vain for " + awaited);
        }
        return remainingNs;
    }

    long remainingMs() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(remainingNs()));
    }

    <T> T get(Future<T> future) throws Exception {
        return future.get(remainingNs(), TimeUnit.NANOSECONDS);
    }
}
