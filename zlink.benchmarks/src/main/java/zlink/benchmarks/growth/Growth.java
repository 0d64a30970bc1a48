package zlink.benchmarks.growth;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import zlink.benchmarks.program.Program;
import zlink.benchmarks.program.WrongArgumentException;
import zlink.benchmarks.report.Report;
import zlink.benchmarks.worker.WorkerFailedException;

/** Makes one study after the other, shows how it goes and reports. */
public final class Growth {
    private static final int MEASURED = 0;
    private static final int NOT_MEASURED = 1;

    private final Options options;
    private final BooleanSupplier stop;
    private final PrintStream out;
    private final Findings findings = new Findings();

    Growth(Options options, BooleanSupplier stop, PrintStream out) {
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
                (given, stop, out) -> new Growth(CommandLine.parse(given), stop, out).run());
    }

    /** Does everything; returns the status to exit with. */
    int run() throws IOException, InterruptedException, WrongArgumentException {
        List<Study> studies = options.studies();
        Descriptors.check(studies, Descriptors.limit());
        Progress progress = new Progress(out, options.progress(), studies.size());
        boolean complete = false;
        try {
            for (Study study : studies) {
                perform(study, progress);
            }
            complete = true;
        } catch (CancellationException stopped) {
            out.println("stopped; what was measured before is kept");
        } finally {
            progress.ended();
            write(progress, complete);
        }
        out.println(GrowthTable.render(report(progress, complete)));
        out.println("Figures: " + directory().resolve("growth.csv"));
        out.println("Ratios:  " + directory().resolve("growth.md"));
        return complete && findings.faults().isEmpty() ? MEASURED : NOT_MEASURED;
    }

    private void perform(Study study, Progress progress) throws IOException, InterruptedException {
        progress.started(study);
        try (Bench bench = new Bench(study, options, findings, progress, stop)) {
            try {
                study.perform(bench);
            } catch (WorkerFailedException e) {
                bench.failed("all of it", e);
            }
        }
        progress.measured(study, findings);
        write(progress, false);
    }

    private GrowthReport report(Progress progress, boolean complete) {
        return new GrowthReport(findings, List.of(
                Report.Setting.date(),
                new Report.Setting("measured", String.join(", ", progress.names())),
                Report.Setting.java(),
                Report.Setting.system(),
                Report.Setting.rounds(options.rounds(), options.run(), options.warmUp().toMillis() + " ms")), complete);
    }

    /** Written again after all that is new, so that even a power cut leaves what was measured before it. */
    private void write(Progress progress, boolean complete) throws IOException {
        GrowthReport report = report(progress, complete);
        Files.createDirectories(directory());
        Files.writeString(directory().resolve("growth.csv"), GrowthCsv.render(report));
        Files.writeString(directory().resolve("growth.md"), GrowthMarkdown.render(report));
    }

    private Path directory() {
        return options.directory().toAbsolutePath().normalize();
    }
}
