package zlink.benchmarks.demonstration;

import java.io.PrintStream;
import zlink.benchmarks.run.RunResult;

/** Says what went wrong with a run, with all there is to find out why. */
final class FailureText {
    private FailureText() {
    }

    static void print(PrintStream out, RunResult failed) {
        RunResult.Failure failure = failed.failure().orElseThrow();
        out.println("NOT COMPLETE: " + failed.run() + ": " + failure.reason());
        failure.evidence().lines().forEach(line -> out.println("    " + line));
        out.flush();
    }
}
