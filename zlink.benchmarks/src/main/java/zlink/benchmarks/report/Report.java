package zlink.benchmarks.report;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import zlink.benchmarks.run.Results;

/**
 * What is reported.
 *
 * @param results the runs
 * @param settings under what circumstances, in the order in which they are shown
 * @param taken how long it all took
 */
public record Report(Results results, List<Setting> settings, Duration taken) {

    /**
     * A circumstance.
     *
     * @param name such as {@code rounds}
     * @param value such as {@code 3}
     */
    public record Setting(String name, String value) {

        /** When: now. */
        public static Setting date() {
            return new Setting("date", LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")));
        }

        /** By which virtual machine: this one. */
        public static Setting java() {
            return new Setting("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        }

        /** On which system: this one. */
        public static Setting system() {
            return new Setting("system", System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors");
        }

        /** How often and how long something was measured. */
        public static Setting rounds(int rounds, Duration run, String warmUp) {
            return new Setting("rounds", rounds + " of " + run.toMillis() + " ms each, after a warm-up of "
                    + warmUp);
        }
    }

    /** How many cells have all their runs complete. */
    long completeCells() {
        return results.cells().stream().filter(cell -> cell.isComplete()).count();
    }

    /** The outcome in a sentence. */
    String summary() {
        int planned = results.planned().size();
        String complete = results.complete() + " of " + planned + " runs complete, " + completeCells() + " of "
                + results.cells().size() + " cells";
        String failed = results.failures().isEmpty() ? "" : "; " + results.failures().size() + " failed";
        String missing = results.missing() == 0 ? "" : "; " + results.missing() + " not done: it was stopped";
        return complete + failed + missing;
    }

    /** What the figures mean, in sentences. */
    List<String> method() {
        return List.of(
                "Two threads of one process, each with a socket, default high-water marks; every run on fresh sockets.",
                "Every message received is compared byte by byte with the one that had to come next: a run is complete"
                        + " if all came, in order and unchanged, and nothing else came.",
                "Throughput: " + Figures.count(results.mostMessages()) + " messages, from before the first send until"
                        + " after the last receive; the median of the rounds. MB are 10⁶ bytes of message bodies.",
                "One-way latency: half of the round trip of a single message that is answered, after a warm-up; the"
                        + " medians of the rounds' percentiles.");
    }
}
