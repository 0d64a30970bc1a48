package zlink.benchmarks.ratio;

import java.util.Locale;
import java.util.Optional;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

/**
 * What a ratio of zlink to another peer should be.
 *
 * @param limit the value to reach
 * @param isLeast whether the ratio should be at least that, and not at most
 */
public record Target(double limit, boolean isLeast) {
    private static final int SMALL_TO = 1 << 10;
    private static final int MEDIUM_TO = 16 << 10;
    /** A few bytes for thousands of messages are the measurement's. */
    private static final double NOTHING_BYTES = 0.5;

    /** The target for zlink's value divided by a peer's, if there is one. */
    public static Optional<Target> of(Setup setup, Task task, Metric metric, Peer peer) {
        boolean inproc = setup.cell().transport() == Transport.INPROC;
        if (task.equals(Task.THROUGHPUT) && metric == Metric.THROUGHPUT) {
            return switch (peer) {
                case LIBZMQ -> inproc ? least(setup, 4, 3, 2) : least(setup, 5, 4, 1.5);
                case JEROMQ -> inproc ? least(setup, 2, 1, 0.8) : least(setup, 5, 4, 1.5);
                case NIO -> least(setup, 0.4, 0.6, 0.8);
                case ZLINK, ZLINK_OBJECT, ZLINK_HANDLER -> Optional.empty();
            };
        }
        if (peer != Peer.LIBZMQ) {
            return Optional.empty();
        }
        if (task.equals(Task.ECHO) && !inproc && (metric == Metric.P50 || metric == Metric.P99)) {
            return most(setup, 0.5, 0.6, 0.9);
        }
        return task.equals(Task.THROUGHPUT) && metric == Metric.CPU ? most(setup, 0.3, 0.5, 0.8) : Optional.empty();
    }

    /** Whether a peer that should allocate nothing for a message does so; empty if it may. */
    public static Optional<Boolean> allocatesNothing(Task task, Peer peer, double bytesPerMessage) {
        return task.equals(Task.THROUGHPUT) && (peer == Peer.ZLINK || peer == Peer.ZLINK_HANDLER)
                ? Optional.of(bytesPerMessage < NOTHING_BYTES) : Optional.empty();
    }

    private static Optional<Target> least(Setup setup, double small, double medium, double large) {
        return Optional.of(new Target(bySize(setup, small, medium, large), true));
    }

    private static Optional<Target> most(Setup setup, double small, double medium, double large) {
        return Optional.of(new Target(bySize(setup, small, medium, large), false));
    }

    private static double bySize(Setup setup, double small, double medium, double large) {
        int bytes = setup.cell().bytes();
        return bytes <= SMALL_TO ? small : bytes <= MEDIUM_TO ? medium : large;
    }

    /** Whether a ratio reaches it. */
    public boolean isMet(double ratio) {
        return isLeast ? ratio >= limit : ratio <= limit;
    }

    /** Met or missed, and by how much of the limit. */
    public String verdict(double ratio) {
        double share = Math.abs(ratio / limit - 1) * 100;
        return String.format(Locale.ROOT, "%s by %.0f %%", isMet(ratio) ? "met" : "missed", share);
    }

    @Override
    public String toString() {
        String number = limit == Math.rint(limit) ? String.valueOf((long) limit) : String.valueOf(limit);
        return (isLeast ? "≥ " : "≤ ") + number;
    }
}
