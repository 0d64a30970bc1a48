package zlink.benchmarks.growth.role;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import zlink.benchmarks.measure.Fields;
import zlink.benchmarks.run.Crew;
import zlink.benchmarks.run.RunFailedException;
import zlink.benchmarks.run.ThreadDump;
import zlink.benchmarks.worker.Worker;

/** The program of every such process: follows orders until there are no more, or one has failed. */
public final class RoleProgram {
    private final Role role;
    private final Duration limit;

    RoleProgram(Role role, Duration limit) {
        this.role = role;
        this.limit = limit;
    }

    /**
     * The program.
     *
     * @param arguments the names of a {@link Role.Kind} and a {@link Library}, and the seconds an order may take
     * @throws Exception if these are wrong, or the input cannot be read
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Library library = Library.valueOf(arguments[1]);
        try (Role role = Role.Kind.valueOf(arguments[0]).begin(library)) {
            RoleProgram program = new RoleProgram(role, Duration.ofSeconds(Long.parseLong(arguments[2])));
            boolean well = Worker.serve(library.described(), new BufferedReader(
                    new InputStreamReader(System.in, StandardCharsets.UTF_8)), out, program::perform);
            if (!well) {
                System.exit(1); // what has failed may hang in close as well
            }
        }
        System.exit(0); // whatever still runs
    }

    private String perform(String line) throws RunFailedException, InterruptedException {
        AtomicReference<Fields> answer = new AtomicReference<>();
        Crew crew = new Crew(() -> { });
        crew.start("work", () -> answer.set(role.perform(Fields.parse(line))));
        try {
            crew.await(System.nanoTime() + limit.toNanos());
        } catch (RunFailedException e) {
            System.err.println(line + ": " + e.getMessage());
            if (e.getCause() != null) {
                e.getCause().printStackTrace();
            } else {
                System.err.println(ThreadDump.take()); // nothing was thrown, so something hangs
            }
            throw e;
        }
        return answer.get().toString();
    }
}
