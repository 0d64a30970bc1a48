package zlink.benchmarks.comparison;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import zlink.benchmarks.program.Program;
import zlink.benchmarks.ratio.Samples;
import zlink.benchmarks.report.ComparisonCsv;
import zlink.benchmarks.report.ComparisonMarkdown;
import zlink.benchmarks.report.ComparisonPage;
import zlink.benchmarks.report.ComparisonReport;
import zlink.benchmarks.report.Report;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;

/** Measures everybody in turn, shows how it goes and reports. */
public final class Comparison {
    private static final int MEASURED = 0;
    private static final int NOT_MEASURED = 1;

    private final Options options;
    private final BooleanSupplier stop;
    private final PrintStream out;
    private final Samples samples = new Samples();

    Comparison(Options options, BooleanSupplier stop, PrintStream out) {
        this.options = options;
        this.stop = stop;
        this.out = out;
    }

    /**
     * The program.
     *
     * @param arguments see {@code --help}
     * @throws Exception if files cannot be written
     */
    public static void main(String[] arguments) throws Exception {
        Program.run(arguments, CommandLine.HELP,
                (given, stop, out) -> new Comparison(CommandLine.parse(given), stop, out).run());
    }

    /** Does everything; returns the status to exit with. */
    int run() throws IOException, InterruptedException {
        if (options.read().isEmpty()) {
            return conclude(measure());
        }
        for (Path file : options.read()) {
            ComparisonCsv.read(file, samples);
        }
        write(List.of(new Report.Setting("figures of", options.read().stream().map(Path::getFileName)
                .map(Path::toString).collect(Collectors.joining(", ")))), true);
        return conclude(true);
    }

    private boolean measure() throws IOException, InterruptedException {
        List<Setup> setups = Plan.setups(options);
        Progress progress = new Progress(out, options.progress(), setups.size());
        boolean complete = false;
        try (Contestants contestants = new Contestants(options.peers(), options.timeout())) {
            for (Setup setup : setups) {
                measure(setup, contestants, progress);
            }
            complete = true;
        } catch (CancellationException stopped) {
            out.println("stopped; what was measured before is kept");
        } finally {
            progress.ended();
            write(settings(progress), complete);
        }
        return complete;
    }

    private int conclude(boolean complete) {
        Path directory = options.directory().toAbsolutePath().normalize();
        out.println("Figures: " + directory.resolve("comparison.csv"));
        out.println("Ratios:  " + directory.resolve("comparison.md"));
        out.println("Charts:  " + directory.resolve("comparison.html"));
        List<String> below = Floors.missed(options.floors(), samples);
        below.forEach(out::println);
        return complete && samples.faults().isEmpty() && below.isEmpty() ? MEASURED : NOT_MEASURED;
    }

    /** Written again after all that is new, so that even a power cut leaves what was measured before it. */
    private void write(List<Report.Setting> settings, boolean complete) throws IOException {
        ComparisonReport report = new ComparisonReport(samples, settings, complete);
        Path directory = options.directory().toAbsolutePath().normalize();
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("comparison.csv"), ComparisonCsv.render(report));
        Files.writeString(directory.resolve("comparison.md"), ComparisonMarkdown.render(report));
        Files.writeString(directory.resolve("comparison.html"), ComparisonPage.render(report));
    }

    private List<Report.Setting> settings(Progress progress) {
        return List.of(
                Report.Setting.date(),
                new Report.Setting("peers", String.join(", ", new LinkedHashSet<>(progress.names().values()))),
                Report.Setting.java(),
                Report.Setting.system(),
                Report.Setting.rounds(options.rounds(), options.run(),
                        "at most " + options.warmUp().toMillis() + " ms"));
    }

    private void measure(Setup setup, Contestants contestants, Progress progress)
            throws IOException, InterruptedException {
        Pace pace = new Pace(options.run(), options.warmUp());
        try (Bench bench = new Bench(setup, samples, progress, stop)) {
            progress.started(setup);
            bench.start(options.peers(), contestants, options.timeout());
            for (Task task : Plan.tasks(options)) {
                bench.measure(task, options.peers(), pace, options.rounds());
                progress.measured(setup, task, samples);
                write(settings(progress), false);
            }
        }
    }
}
