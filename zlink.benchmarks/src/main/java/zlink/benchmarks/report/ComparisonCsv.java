package zlink.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zlink.benchmarks.measure.Outcome;
import zlink.benchmarks.measure.Percentiles;
import zlink.benchmarks.ratio.Sample;
import zlink.benchmarks.ratio.Samples;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

/** Every measurement of a comparison in a line, with the exact figures; what is not known is left empty. */
public final class ComparisonCsv {
    private static final String HEADER = "pattern,transport,bytes,pairs,high_water_mark,measure,rate_per_s,peer,round,"
            + "messages,elapsed_ns,cpu_ns,compiled_ns,allocated_senders,allocated_receivers,allocated_others,"
            + "peak_rss_bytes,p50_ns,p99_ns,p999_ns,max_ns\n";

    private ComparisonCsv() {
    }

    /** The lines, the first of which names the columns. */
    public static String render(ComparisonReport report) {
        return report.samples().all().stream().map(ComparisonCsv::line).collect(Collectors.joining("", HEADER, ""));
    }

    /**
     * Reads what was written, and adds it behind what is there: rounds are counted on, so that those of different runs
     * are not compared with one another.
     *
     * @throws IOException if the file cannot be read, or a line is not one of {@link #render}
     */
    public static void read(Path file, Samples samples) throws IOException {
        int roundsBefore = samples.all().stream().mapToInt(Sample::round).max().orElse(0);
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !HEADER.equals(lines.get(0) + "\n")) {
            throw new IOException(file + " does not begin with the line " + HEADER.strip());
        }
        for (int i = 1; i < lines.size(); i++) {
            try {
                samples.add(sample(lines.get(i).split(",", -1), roundsBefore));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IOException(file + ", line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
    }

    private static Sample sample(String[] fields, int roundsBefore) {
        Iterator<String> next = List.of(fields).iterator();
        Cell cell = new Cell(constant(Pattern.values(), next), constant(Transport.values(), next), number(next));
        Setup setup = new Setup(cell, number(next), number(next));
        Task task = new Task(constant(Task.Kind.values(), next), Math.max(0, number(next)));
        Peer peer = constant(Peer.values(), next);
        int round = roundsBefore + number(next);
        Outcome outcome = new Outcome(figure(next), figure(next), figure(next), figure(next),
                new Outcome.Allocated(figure(next), figure(next), figure(next)), figure(next),
                new Percentiles(figure(next), figure(next), figure(next), figure(next)));
        if (next.hasNext()) {
            throw new IllegalArgumentException("more than " + HEADER.split(",").length + " fields");
        }
        return new Sample(setup, task, peer, round, outcome);
    }

    private static <E extends Enum<E>> E constant(E[] all, Iterator<String> fields) {
        String text = next(fields);
        for (E each : all) {
            if (each.toString().equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is not one of " + List.of(all));
    }

    private static int number(Iterator<String> fields) {
        return Math.toIntExact(figure(fields));
    }

    private static long figure(Iterator<String> fields) {
        String text = next(fields);
        return text.isEmpty() ? Outcome.UNKNOWN : Long.parseLong(text);
    }

    private static String next(Iterator<String> fields) {
        if (!fields.hasNext()) {
            throw new IllegalArgumentException("less than " + HEADER.split(",").length + " fields");
        }
        return fields.next();
    }

    private static String line(Sample sample) {
        Outcome outcome = sample.outcome();
        return Stream.concat(
                Stream.of(sample.setup().cell().pattern(), sample.setup().cell().transport(),
                        sample.setup().cell().bytes(), sample.setup().pairs(), sample.setup().highWaterMark(),
                        sample.task().kind(), sample.task().perSecond() == 0 ? "" : sample.task().perSecond(),
                        sample.peer(), sample.round()).map(String::valueOf),
                Arrays.stream(new long[] {outcome.messages(), outcome.elapsedNs(), outcome.cpuNs(),
                    outcome.compiledNs(), outcome.allocated().senders(), outcome.allocated().receivers(),
                    outcome.allocated().others(), outcome.peakRssBytes(), outcome.latency().p50Ns(),
                    outcome.latency().p99Ns(), outcome.latency().p999Ns(), outcome.latency().maxNs()})
                        .mapToObj(value -> value == Outcome.UNKNOWN ? "" : String.valueOf(value)))
                .collect(Collectors.joining(",", "", "\n"));
    }
}
