package zlink.benchmarks.measure;

/**
 * What a measurement has found.
 *
 * @param messages how many messages, or round trips, went through all pairs together
 * @param elapsedNs from before the first send until after the last receive
 * @param cpuNs what the process has used of all processors meanwhile, user and system
 * @param compiledNs how long the compilers of its virtual machine took for what they finished meanwhile, or
 *     {@link #UNKNOWN} if it has none
 * @param allocated what was allocated meanwhile
 * @param peakRssBytes the most memory the process has had so far, or {@link #UNKNOWN}
 * @param latency of the messages one way; unknown for throughput
 */
public record Outcome(long messages, long elapsedNs, long cpuNs, long compiledNs, Allocated allocated,
        long peakRssBytes, Percentiles latency) {
    /** Stands for what a peer cannot say. */
    public static final long UNKNOWN = -1;

    /**
     * Bytes that were allocated on the Java heap.
     *
     * @param senders by the threads that send the stream, or ask
     * @param receivers by the threads that receive it, or answer
     * @param others by all other threads
     */
    public record Allocated(long senders, long receivers, long others) {
        /** Of a peer that has no such heap. */
        public static final Allocated UNKNOWN = new Allocated(Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.UNKNOWN);

        /** By all of them together, or {@link Outcome#UNKNOWN}. */
        public long total() {
            return senders == Outcome.UNKNOWN ? Outcome.UNKNOWN : senders + receivers + others;
        }
    }

    /** The outcome in a line. */
    public static Outcome parse(String line) {
        Fields fields = Fields.parse(line);
        return new Outcome(fields.number("messages"), fields.number("elapsed_ns"), fields.number("cpu_ns"),
                fields.number("compiled_ns"),
                new Allocated(fields.number("allocated_senders"), fields.number("allocated_receivers"),
                        fields.number("allocated_others")),
                fields.number("peak_rss"),
                new Percentiles(fields.number("p50_ns"), fields.number("p99_ns"), fields.number("p999_ns"),
                        fields.number("max_ns")));
    }

    /** The line for this outcome. */
    public String line() {
        return new Fields().with("messages", messages).with("elapsed_ns", elapsedNs).with("cpu_ns", cpuNs)
                .with("compiled_ns", compiledNs)
                .with("allocated_senders", allocated.senders()).with("allocated_receivers", allocated.receivers())
                .with("allocated_others", allocated.others()).with("peak_rss", peakRssBytes)
                .with("p50_ns", latency.p50Ns()).with("p99_ns", latency.p99Ns()).with("p999_ns", latency.p999Ns())
                .with("max_ns", latency.maxNs()).toString();
    }

    /** Messages, or round trips, per second. */
    public double perSecond() {
        return messages * 1e9 / elapsedNs;
    }
}
