package zlink.benchmarks.scenario;

import java.util.Locale;

/**
 * What is measured.
 *
 * @param kind how
 * @param perSecond messages per second of all pairs together if that is given, else 0
 */
public record Task(Kind kind, int perSecond) {
    private static final int THOUSAND = 1_000;
    private static final int MILLION = 1_000_000;

    /** As fast as it goes. */
    public static final Task THROUGHPUT = new Task(Kind.THROUGHPUT, 0);
    /** One message at a time. */
    public static final Task ECHO = new Task(Kind.ECHO, 0);

    /** How something is measured. */
    public enum Kind {
        /** One thread of a pair sends as fast as it can and the other receives. */
        THROUGHPUT,
        /** One thread sends and waits for the answer of the other, again and again. */
        ECHO,
        /** One thread sends at a rate that does not depend on how it goes, and the other receives. */
        RATE;

        /** As it is written on a command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** At a rate. */
    public static Task at(int perSecond) {
        return new Task(Kind.RATE, perSecond);
    }

    @Override
    public String toString() {
        return kind == Kind.RATE ? "at " + rate() + "/s" : kind.toString();
    }

    private String rate() {
        if (perSecond >= MILLION && perSecond % MILLION == 0) {
            return perSecond / MILLION + " M";
        }
        return perSecond >= THOUSAND && perSecond % THOUSAND == 0 ? perSecond / THOUSAND + " k"
                : String.valueOf(perSecond);
    }
}
