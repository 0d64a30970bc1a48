package zlink.benchmarks.program;

import java.util.Locale;

/** What is shown while a program runs. */
public enum ProgressStyle {
    /** One line that changes, for a terminal. */
    LINE,
    /** A line for each step, for a file. */
    LINES,
    /** Only what goes wrong. */
    NONE;

    /** As it is written on a command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
