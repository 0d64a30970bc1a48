package zlink.benchmarks.comparison;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import zlink.benchmarks.program.ProgressStyle;
import zlink.benchmarks.ratio.Gap;
import zlink.benchmarks.ratio.Metric;
import zlink.benchmarks.ratio.Ratio;
import zlink.benchmarks.ratio.Samples;
import zlink.benchmarks.report.Figures;
import zlink.benchmarks.report.MetricText;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;

/** Shows what happens while it happens, and each result as soon as there is one. */
final class Progress {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final ProgressStyle style;
    private final int total;
    private final Map<Peer, String> names = new EnumMap<>(Peer.class);
    private final Set<Peer> absent = EnumSet.noneOf(Peer.class); // of these sockets
    private int number;

    /** Begins to show. */
    Progress(PrintStream out, ProgressStyle style, int total) {
        this.out = out;
        this.style = style;
        this.total = total;
    }

    /** A peer's worker has said what it measures. */
    void ready(Peer peer, String name) {
        names.put(peer, name);
    }

    /** Those that were measured, with their versions. */
    Map<Peer, String> names() {
        return names;
    }

    /** The next sockets. */
    void started(Setup setup) {
        number++;
        absent.clear();
        line("[" + number + "/" + total + "] " + setup);
    }

    /** A peer is not measured with these sockets. */
    void absent(Peer peer, String reason) {
        absent.add(peer);
        line("  " + peer + " is not measured: " + reason);
    }

    /** Something begins. */
    void moved(Setup setup, Task task, String what) {
        if (style == ProgressStyle.LINE) {
            out.print(CLEAR_LINE + "[" + number + "/" + total + "] " + task + ", " + what);
            out.flush();
        }
    }

    /** A peer has failed: always said, and at once. */
    void failed(Gap gap) {
        clear();
        out.println("FAILED: " + gap);
        out.flush();
    }

    /** A task has been measured: all peers, and how zlink relates to them. */
    void measured(Setup setup, Task task, Samples samples) {
        for (Peer peer : Peer.values()) {
            OptionalDouble first = samples.median(setup, task, peer, Metric.of(task.kind()).get(0));
            if (first.isPresent()) {
                line(String.format("  %-11s %-13s %s", task, peer, figures(setup, task, samples, peer)));
            }
        }
        samples.gaps().stream().filter(gap -> gap.setup().equals(setup) && gap.task().equals(task) && !gap.isFault()
                        && !absent.contains(gap.peer()))
                .forEach(gap -> line(String.format("  %-11s %-13s %s", task, gap.peer(), gap.reason())));
    }

    private static String figures(Setup setup, Task task, Samples samples, Peer peer) {
        StringBuilder text = new StringBuilder();
        for (Metric metric : Metric.of(task.kind())) {
            OptionalDouble value = samples.median(setup, task, peer, metric);
            text.append(String.format(" %20s", value.isPresent() ? MetricText.name(metric) + " "
                    + MetricText.value(metric, value.getAsDouble()) : "-"));
        }
        if (peer != Peer.ZLINK) {
            Metric first = Metric.of(task.kind()).get(0);
            Optional<Ratio> ratio = samples.ratio(setup, task, first, Peer.ZLINK, peer);
            ratio.ifPresent(found -> text.append("   zlink ÷ ").append(peer).append(' ')
                    .append(Figures.ratio(found.median())));
        }
        return text.toString();
    }

    /** No more. */
    void ended() {
        clear();
    }

    private void line(String text) {
        if (style != ProgressStyle.NONE) {
            clear();
            out.println(text);
            out.flush();
        }
    }

    private void clear() {
        if (style == ProgressStyle.LINE) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
