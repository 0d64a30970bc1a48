package zlink.benchmarks.program;

import java.time.Duration;

/**
 * Ctrl-C: asks the program to end by itself and gives it the time to show what it has.
 *
 * <p>Nothing is interrupted, since that could hit the writing of the report as well.
 */
public final class Interruption {
    private static final Duration PATIENCE = Duration.ofSeconds(20); // a run that hangs takes some to clean up

    private final Thread program;
    private final Thread hook = new Thread(this::request, "interruption");
    private volatile boolean requested; // written by the hook, read by the program between and during runs

    private Interruption(Thread program) {
        this.program = program;
    }

    /** From now on, until {@link #exit}, Ctrl-C waits for the calling thread to end. */
    public static Interruption ofCurrentThread() {
        Interruption interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether the program should end. */
    public boolean requested() {
        return requested;
    }

    /** Ends the program with a status; if it is being ended already, by returning. */
    public void exit(int status) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            return; // the virtual machine has a status of its own for that, and the hook waits for this thread
        }
        System.exit(status);
    }

    private void request() {
        requested = true;
        try {
            program.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
