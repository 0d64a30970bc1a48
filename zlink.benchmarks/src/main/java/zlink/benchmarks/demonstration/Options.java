package zlink.benchmarks.demonstration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import zlink.benchmarks.program.ProgressStyle;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Transport;

/**
 * What the command line asks for.
 *
 * @param patterns which, in the order of the table
 * @param transports which
 * @param sizes bytes of each message
 * @param messages how many in each stream
 * @param rounds how often everything is done
 * @param speculative whether the calling threads may read and write connections themselves
 * @param html where the page goes
 * @param timeout how long a run may take
 * @param progress what is shown meanwhile
 */
record Options(List<Pattern> patterns, List<Transport> transports, List<Integer> sizes, List<Integer> messages,
        int rounds, boolean speculative, Path html, Duration timeout, ProgressStyle progress) {
    /**
     * What the demonstration has promised since it began; a pattern that comes later does not change it, as little as a
     * transport that is not shared with others.
     */
    static final List<Pattern> PATTERNS = List.of(Pattern.PAIR, Pattern.DEALER_DEALER, Pattern.DEALER_ROUTER,
            Pattern.ROUTER_ROUTER, Pattern.ROUTER_ROUTER_POLL, Pattern.PUBSUB);

    /** What an empty command line asks for. */
    static Options defaults() {
        return new Options(PATTERNS, Transport.SHARED, List.of(64, 1 << 10),
                List.of(2_000, 10_000, 200_000), 3, true, Path.of("zlink.benchmarks", "target", "demonstration.html"),
                Duration.ofSeconds(20), ProgressStyle.LINES);
    }
}
