package zlink.benchmarks.demonstration;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.benchmarks.link.LinkOpener;
import zlink.benchmarks.link.ZlinkLinks;
import zlink.benchmarks.program.Program;
import zlink.benchmarks.program.ProgressStyle;
import zlink.benchmarks.report.HtmlReport;
import zlink.benchmarks.report.Report;
import zlink.benchmarks.report.TextReport;
import zlink.benchmarks.run.Results;
import zlink.benchmarks.run.Run;
import zlink.benchmarks.run.Runner;

/** Runs messages through every cell, shows how it goes and reports. */
public final class Demonstration {
    private static final int COMPLETE = 0;
    private static final int NOT_COMPLETE = 1;

    private final Options options;
    private final LinkOpener opener;
    private final BooleanSupplier stop;
    private final PrintStream out;

    Demonstration(Options options, LinkOpener opener, BooleanSupplier stop, PrintStream out) {
        this.options = options;
        this.opener = opener;
        this.stop = stop;
        this.out = out;
    }

    /**
     * The program.
     *
     * @param arguments see {@code --help}
     * @throws Exception never: nobody interrupts the main thread
     */
    public static void main(String[] arguments) throws Exception {
        Program.run(arguments, CommandLine.HELP, (given, stop, out) -> {
            Options options = CommandLine.parse(given);
            return new Demonstration(options, new ZlinkLinks(socketOptions(options)), stop, out).run();
        });
    }

    private static SocketOptions socketOptions(Options options) {
        return options.speculative()
                ? SocketOptions.defaults()
                : SocketOptions.defaults().with(SocketOption.SPECULATIVE_READ, false)
                        .with(SocketOption.SPECULATIVE_WRITE, false);
    }

    /** Does everything; returns the status to exit with. */
    int run() throws InterruptedException {
        long startedNs = System.nanoTime();
        Results results = new Results(Plan.of(options));
        measure(results);
        Report report = new Report(results, settings(), Duration.ofNanos(System.nanoTime() - startedNs));
        out.print(TextReport.render(report));
        boolean written = write(HtmlReport.render(report), options.html());
        return written && results.isComplete() ? COMPLETE : NOT_COMPLETE;
    }

    private void measure(Results results) throws InterruptedException {
        Runner runner = new Runner(opener, options.timeout());
        Progress progress = progress(results.planned().size());
        int number = 0;
        try {
            for (Run run : results.planned()) {
                checkStop();
                progress.started(run, ++number);
                results.add(runner.execute(run, received -> {
                    checkStop();
                    progress.moved(received);
                }));
                progress.finished(results.last());
            }
        } catch (CancellationException stopped) {
            // the report says how many runs have not been done
        } finally {
            progress.ended();
        }
    }

    private void checkStop() {
        if (stop.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    private Progress progress(int total) {
        return options.progress() == ProgressStyle.LINE
                ? new TerminalProgress(out, total)
                : new PlainProgress(out, total, options.progress() == ProgressStyle.NONE);
    }

    private List<Report.Setting> settings() {
        return List.of(
                Report.Setting.date(),
                Report.Setting.java(),
                Report.Setting.system(),
                new Report.Setting("speculative I/O", options.speculative() ? "on" : "off"),
                new Report.Setting("rounds", String.valueOf(options.rounds())));
    }

    private boolean write(String page, Path file) {
        try {
            Path absolute = file.toAbsolutePath().normalize();
            Files.createDirectories(absolute.getParent());
            Files.writeString(absolute, page);
            out.println("Charts: " + absolute);
            return true;
        } catch (IOException e) {
            out.println("cannot write the page to " + file + ": " + e);
            return false;
        }
    }
}
