package zlink.benchmarks.growth;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Set;
import zlink.benchmarks.program.ProgressStyle;

/** Shows what happens while it happens, and each result as soon as there is one. */
final class Progress {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final ProgressStyle style;
    private final int total;
    private final Set<String> names = new LinkedHashSet<>();
    private int number;

    /** Begins to show. */
    Progress(PrintStream out, ProgressStyle style, int total) {
        this.out = out;
        this.style = style;
        this.total = total;
    }

    /** A process has said what it measures. */
    void ready(String name) {
        names.add(name);
    }

    /** What was measured, with versions. */
    Set<String> names() {
        return names;
    }

    /** The next study. */
    void started(Study study) {
        number++;
        line("[" + number + "/" + total + "] " + study.kind() + ", " + study);
    }

    /** Something begins. */
    void moved(Study study, String what) {
        if (style == ProgressStyle.LINE) {
            out.print(CLEAR_LINE + "[" + number + "/" + total + "] " + study.kind() + ", " + study + ", " + what);
            out.flush();
        }
    }

    /** Something has failed: always said, and at once. */
    void failed(String what) {
        ended();
        out.println("FAILED: " + what);
        out.flush();
    }

    /** A study has come to its end. */
    void measured(Study study, Findings findings) {
        findings.answers(study).forEach(answer -> line("  " + answer));
    }

    /** No more. */
    void ended() {
        if (style == ProgressStyle.LINE) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }

    private void line(String text) {
        if (style != ProgressStyle.NONE) {
            ended();
            out.println(text);
            out.flush();
        }
    }
}
