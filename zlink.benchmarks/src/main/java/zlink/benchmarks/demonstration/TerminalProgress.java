package zlink.benchmarks.demonstration;

import java.io.PrintStream;
import zlink.benchmarks.run.Run;
import zlink.benchmarks.run.RunResult;

/** One line that changes in place; what goes wrong stays above it. */
final class TerminalProgress implements Progress {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final int total;
    private String line = "";
    private int messages;
    private int failed;

    TerminalProgress(PrintStream out, int total) {
        this.out = out;
        this.total = total;
    }

    @Override
    public void started(Run run, int number) {
        messages = run.messages();
        line = "[" + number + "/" + total + "] " + run.cell() + ", " + run.task()
                + (failed == 0 ? "" : ", " + failed + " FAILED");
        show("");
    }

    @Override
    public void moved(long received) {
        show(" " + received * 100 / messages + " %");
    }

    @Override
    public void finished(RunResult result) {
        if (!result.isComplete()) {
            failed++;
            out.print(CLEAR_LINE);
            FailureText.print(out, result);
        }
    }

    @Override
    public void ended() {
        out.print(CLEAR_LINE);
        out.flush();
    }

    private void show(String rest) {
        out.print(CLEAR_LINE + line + rest);
        out.flush();
    }
}
