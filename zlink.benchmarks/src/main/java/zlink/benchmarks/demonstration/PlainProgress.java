package zlink.benchmarks.demonstration;

import java.io.PrintStream;
import zlink.benchmarks.report.Figures;
import zlink.benchmarks.run.Run;
import zlink.benchmarks.run.RunResult;

/** A line for each cell and round, where lines cannot change. */
final class PlainProgress implements Progress {
    private final PrintStream out;
    private final int total;
    private final boolean failuresOnly;
    private StringBuilder line = new StringBuilder();
    private Run previous;
    private int number;

    PlainProgress(PrintStream out, int total, boolean failuresOnly) {
        this.out = out;
        this.total = total;
        this.failuresOnly = failuresOnly;
    }

    @Override
    public void started(Run run, int runNumber) {
        if (previous != null && !(previous.cell().equals(run.cell()) && previous.round() == run.round())) {
            flush();
        }
        previous = run;
        number = runNumber;
    }

    @Override
    public void moved(long received) {
        // the line comes when the cell is through
    }

    @Override
    public void finished(RunResult result) {
        line.append(line.length() == 0 ? "" : ", ").append(outcome(result));
        if (!result.isComplete()) {
            FailureText.print(out, result);
        }
    }

    private static String outcome(RunResult result) {
        if (!result.isComplete()) {
            return result.run().task() + " NOT COMPLETE";
        }
        return result.latency()
                .map(latency -> Figures.micros(latency.p50Ns()) + " µs one way")
                .orElseGet(() -> Figures.count(result.run().messages()) + " at "
                        + Figures.rate(result.messagesPerSecond()) + "/s");
    }

    @Override
    public void ended() {
        flush();
    }

    private void flush() {
        if (line.length() > 0 && !failuresOnly) {
            out.println("[" + number + "/" + total + "] round " + previous.round() + ", " + previous.cell() + ": "
                    + line);
        }
        line = new StringBuilder();
    }
}
