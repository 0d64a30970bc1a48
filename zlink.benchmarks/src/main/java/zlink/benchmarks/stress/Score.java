package zlink.benchmarks.stress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What has been done so far, and how it went. For one thread. */
final class Score {
    private final long startedNs = System.nanoTime();
    private final Map<Case.Kind, int[]> done = new EnumMap<>(Case.Kind.class); // of each kind: cases, complete ones
    private long messages;
    private int leftovers;

    /** A case was done. */
    void add(Case next, boolean complete) {
        int[] counts = done.computeIfAbsent(next.kind(), kind -> new int[2]);
        counts[0]++;
        if (complete) {
            counts[1]++;
            messages += next.messages();
        }
    }

    /** Something was left behind. */
    void addLeftover() {
        leftovers++;
    }

    boolean isClean() {
        return leftovers == 0 && done.values().stream().allMatch(counts -> counts[0] == counts[1]);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNs);
    }

    /** One line that says how it goes. */
    String line() {
        return time(elapsed()) + ": " + cases() + ", " + count(messages) + " messages"
                + (leftovers == 0 ? "" : ", LEFTOVERS " + leftovers) + "; " + Leftovers.threads() + " threads, "
                + Leftovers.descriptors() + " descriptors, " + mib(Leftovers.directBytes()) + " MiB direct, "
                + mib(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) + " MiB heap";
    }

    private String cases() {
        int all = done.values().stream().mapToInt(counts -> counts[0]).sum();
        int complete = done.values().stream().mapToInt(counts -> counts[1]).sum();
        return complete + " of " + all + " cases complete";
    }

    /** The end of it all. */
    void report(PrintStream out) {
        out.println();
        done.forEach((kind, counts) -> out.printf(Locale.ROOT, "%-17s %6d of %6d complete%n", kind.plural(), counts[1],
                counts[0]));
        out.println(cases() + " in " + time(elapsed()) + ", " + count(messages) + " messages, "
                + (leftovers == 0 ? "nothing left behind" : "something left behind " + leftovers + " times"));
    }

    private static String time(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    private static long mib(long bytes) {
        return bytes >> 20;
    }
}
