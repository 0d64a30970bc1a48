package zlink.benchmarks.stress;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import zlink.benchmarks.program.ProgressStyle;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Transport;

/**
 * What the command line asks for.
 *
 * @param kinds of cases
 * @param patterns of streams
 * @param transports of all cases
 * @param sizes bytes of the messages of streams
 * @param messages how many a stream has
 * @param highWaterMarks of all cases; 0 for none
 * @param speculative with which the speculative paths are tried
 * @param rounds how often the matrix is done
 * @param soak instead of the matrix: for how long cases are drawn by lot
 * @param seed of the lot
 * @param only instead of both: the one case of the soak that this number draws
 * @param timeout how long a case may take
 * @param progress what is shown meanwhile
 */
record Options(List<Case.Kind> kinds, List<Pattern> patterns, List<Transport> transports, List<Integer> sizes,
        List<Integer> messages, List<Integer> highWaterMarks, List<Speculation> speculative, int rounds,
        Optional<Duration> soak, int seed, Optional<Integer> only, Duration timeout, ProgressStyle progress) {

    static final List<Pattern> PATTERNS = List.of(Pattern.PAIR, Pattern.DEALER_DEALER, Pattern.DEALER_ROUTER,
            Pattern.ROUTER_ROUTER, Pattern.ROUTER_ROUTER_POLL, Pattern.PUBSUB, Pattern.PUSHPULL);

    /** Whether threads that send or receive may use the connection themselves. */
    enum Speculation {
        ON, OFF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What an empty command line asks for. */
    static Options defaults() {
        return new Options(List.of(Case.Kind.values()), PATTERNS.subList(0, 6), Transport.SHARED, List.of(64, 1 << 10),
                List.of(2_000, 10_000, 200_000), List.of(1, 2, 10, 1_000, 0), List.of(Speculation.values()), 3,
                Optional.empty(), 1, Optional.empty(), Duration.ofSeconds(120), ProgressStyle.LINES);
    }
}
