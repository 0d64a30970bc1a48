package zlink.benchmarks.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zlink.benchmarks.link.LinkOpener;
import zlink.benchmarks.link.MemoryLink;
import zlink.benchmarks.program.WrongArgumentException;
import zlink.benchmarks.scenario.Transport;

class DemonstrationTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    @TempDir
    private Path directory;

    @Test
    void succeedsIfEveryRunIsComplete() throws Exception {
        int status = run(cell -> new MemoryLink(), () -> false);

        assertThat(status).isZero();
        assertThat(text()).contains("[2/4] round 1, PAIR ipc 64 B: 2 000 at ").contains(" µs one way")
                .contains("4 of 4 runs complete, 2 of 2 cells").contains("Charts: " + page());
        assertThat(page()).content().contains("<svg");
    }

    @Test
    void goesOnAfterARunThatFailedAndThenFails() throws Exception {
        int status = run(cell -> cell.transport() == Transport.IPC
                ? new MemoryLink(body -> {
                    body[0]++;
                    return List.of(body);
                })
                : new MemoryLink(), () -> false);

        assertThat(status).isEqualTo(1);
        assertThat(text()).contains("NOT COMPLETE: PAIR ipc 64 B, 2 000 messages, round 1: ")
                .contains("[4/4] round 1, PAIR tcp 64 B: 2 000 at ").contains("2 of 4 runs complete, 1 of 2 cells");
    }

    @Test
    void reportsWhatItHasWhenItIsStopped() throws Exception {
        AtomicInteger opened = new AtomicInteger();

        int status = run(cell -> {
            opened.incrementAndGet();
            return new MemoryLink();
        }, () -> opened.get() == 2);

        assertThat(status).isEqualTo(1);
        assertThat(text()).contains("1 of 4 runs complete, 0 of 2 cells; 3 not done: it was stopped");
        assertThat(page()).exists();
    }

    @Test
    void showsALineThatChanges() throws Exception {
        run(cell -> new MemoryLink(), () -> false, "--progress", "line");

        assertThat(text()).contains("\r\u001b[K[1/4] PAIR ipc 64 B, 2 000 messages").doesNotContain("round 1, PAIR");
    }

    private int run(LinkOpener opener, BooleanSupplier stop, String... more)
            throws WrongArgumentException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--pattern", "PAIR", "--transport", "ipc,tcp", "--size", "64",
                "--messages", "2000", "--rounds", "1", "--html", page().toString()));
        arguments.addAll(List.of(more));
        Options options = CommandLine.parse(arguments.toArray(new String[0]));
        return new Demonstration(options, opener, stop, new PrintStream(output, true, StandardCharsets.UTF_8)).run();
    }

    private String text() {
        return output.toString(StandardCharsets.UTF_8);
    }

    private Path page() {
        return directory.resolve("new").resolve("page.html");
    }
}
