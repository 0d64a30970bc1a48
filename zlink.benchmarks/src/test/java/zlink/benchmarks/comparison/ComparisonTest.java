package zlink.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, with real workers and as little work as there can be. */
@Timeout(60)
class ComparisonTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    @TempDir
    private Path directory;

    @Test
    void measuresEverybodyAndWritesItDown() throws Exception {
        int status = run(() -> false, "--peer", "zlink,jeromq,nio", "--transport", "ipc");

        assertThat(status).as(text()).isZero();
        assertThat(text()).contains("[1/1] PAIR ipc 64 B, HWM 1000\n")
                .contains("jeromq is not measured: its ipc is tcp").containsPattern("throughput +zlink +messages/s ")
                .contains("zlink ÷ nio ").containsPattern("echo +nio +p50 ");
        assertThat(Files.readAllLines(directory.resolve("new/comparison.csv"))).hasSize(1 + 2 * 2 * 2);
        assertThat(directory.resolve("new/comparison.md")).content().contains("## ipc", "| ≥ 0.4 |");
        assertThat(directory.resolve("new/comparison.html")).content().contains("<svg");
    }

    @Test
    void reportsOnEarlierRunsTogether() throws Exception {
        run(() -> false, "--peer", "zlink,nio", "--transport", "tcp", "--measure", "throughput");
        Path figures = Files.copy(directory.resolve("new/comparison.csv"), directory.resolve("first.csv"));

        int status = run(() -> false, "--read", figures + "," + figures);

        assertThat(status).as(text()).isZero();
        assertThat(Files.readAllLines(directory.resolve("new/comparison.csv"))).hasSize(1 + 2 * 2 * 2);
        assertThat(directory.resolve("new/comparison.md")).content()
                .contains("- figures of: first.csv, first.csv", " of 4 | ≥ 0.4 |");
    }

    @Test
    void keepsWhatItHasWhenItIsStopped() throws Exception {
        int status = run(() -> text().contains("[2/3]"), "--peer", "zlink", "--transport", "tcp", "--size",
                "64,128,256", "--measure", "throughput");

        assertThat(status).isEqualTo(1);
        assertThat(text()).contains("stopped; what was measured before is kept").doesNotContain("FAILED", "[3/3]");
        assertThat(Files.readAllLines(directory.resolve("new/comparison.csv"))).hasSize(1 + 2);
        assertThat(directory.resolve("new/comparison.md")).content()
                .contains("It was stopped before all was measured.");
    }

    @Test
    void stopsBeforeItHasMeasuredAnything() throws Exception {
        AtomicInteger asked = new AtomicInteger();

        assertThat(run(() -> asked.incrementAndGet() > 0, "--peer", "nio", "--transport", "tcp")).isEqualTo(1);
        assertThat(directory.resolve("new/comparison.html")).exists();
    }

    @Test
    void failsWhenAPeerDoes() throws Exception {
        int status = run(() -> false, "--peer", "zlink,nio", "--transport", "tcp", "--rounds", "1", "--timeout", "1",
                "--measure", "rate", "--rate", "1", "--run", "3000");

        assertThat(status).isEqualTo(1);
        assertThat(text()).contains("FAILED: PAIR tcp 64 B, HWM 1000, at 1/s, zlink: not finished in time");
        assertThat(directory.resolve("new/comparison.md")).content().contains("**FAILED:**");
    }

    private int run(BooleanSupplier stop, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--pattern", "PAIR", "--size", "64", "--measure",
                "throughput,echo", "--rounds", "2", "--run", "1", "--warm-up", "1", "--timeout", "20", "--out",
                directory.resolve("new").toString()));
        arguments.addAll(List.of(more));
        return new Comparison(CommandLine.parse(arguments.toArray(new String[0])), stop,
                new PrintStream(output, true, StandardCharsets.UTF_8)).run();
    }

    private String text() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
