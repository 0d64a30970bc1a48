package zlink.benchmarks.report;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zlink.benchmarks.measure.Outcome;
import zlink.benchmarks.ratio.Sample;

/** Every measurement of a comparison in a line, with the exact figures; what is not known is left empty. */
public final class ComparisonCsv {
    private static final String HEADER = "pattern,transport,bytes,pairs,high_water_mark,measure,rate_per_s,peer,round,"
            + "messages,elapsed_ns,cpu_ns,allocated_senders,allocated_receivers,allocated_others,peak_rss_bytes,"
            + "p50_ns,p99_ns,p999_ns,max_ns\n";

    private ComparisonCsv() {
    }

    /** The lines, the first of which names the columns. */
    public static String render(ComparisonReport report) {
        return report.samples().all().stream().map(ComparisonCsv::line).collect(Collectors.joining("", HEADER, ""));
    }

    private static String line(Sample sample) {
        Outcome outcome = sample.outcome();
        return Stream.concat(
                Stream.of(sample.setup().cell().pattern(), sample.setup().cell().transport(),
                        sample.setup().cell().bytes(), sample.setup().pairs(), sample.setup().highWaterMark(),
                        sample.task().kind(), sample.task().perSecond() == 0 ? "" : sample.task().perSecond(),
                        sample.peer(), sample.round()).map(String::valueOf),
                Arrays.stream(new long[] {outcome.messages(), outcome.elapsedNs(), outcome.cpuNs(),
                    outcome.allocated().senders(), outcome.allocated().receivers(), outcome.allocated().others(),
                    outcome.peakRssBytes(), outcome.latency().p50Ns(), outcome.latency().p99Ns(),
                    outcome.latency().p999Ns(), outcome.latency().maxNs()})
                        .mapToObj(value -> value == Outcome.UNKNOWN ? "" : String.valueOf(value)))
                .collect(Collectors.joining(",", "", "\n"));
    }
}
