package zlink.benchmarks.program;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** What every program here does around its work: help, wrong arguments, Ctrl-C, and the status to exit with. */
public final class Program {
    private static final int WRONG_ARGUMENTS = 2;

    private Program() {
    }

    /** The work of a program. */
    @FunctionalInterface
    public interface Work {

        /**
         * Does it.
         *
         * @param stop whether the user wants it to end
         * @return the status to exit with
         * @throws WrongArgumentException if the arguments are wrong; its message is shown
         * @throws Exception if it cannot go on
         */
        int run(String[] arguments, BooleanSupplier stop, PrintStream out) throws Exception;
    }

    /**
     * Shows the help if it is asked for; otherwise does the work and ends the virtual machine.
     *
     * @throws Exception what the work throws
     */
    public static void run(String[] arguments, String help, Work work) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8); // µ, whatever the locale says
        if (Arguments.askForHelp(arguments)) {
            out.print(help);
            return;
        }
        Interruption interruption = Interruption.ofCurrentThread();
        int status;
        try {
            status = work.run(arguments, interruption::requested, out);
        } catch (WrongArgumentException e) {
            System.err.println(e.getMessage());
            status = WRONG_ARGUMENTS;
        }
        interruption.exit(status);
    }
}
