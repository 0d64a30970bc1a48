package zlink.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, with real processes and as little work as there can be. */
@Timeout(60)
@EnabledOnOs(OS.LINUX) // elsewhere nobody says how much memory a process has
class GrowthTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    @TempDir
    private Path directory;

    @Test
    void idleConnectionsAreMeasuredBesideNone() throws Exception {
        assertThat(run(() -> false, "--case", "idle")).as(text()).isZero();

        assertThat(text()).contains("[1/1] idle, 10 connections\n", "10 connections")
                .containsPattern("resident memory per connection +idle connections +-?[0-9.]+ kB")
                .containsPattern("throughput +one active among them +\\S+ \\S+ +the same alone ");
        assertThat(Files.readAllLines(directory.resolve("new/growth.csv"))).hasSize(1 + 2 * 5 + 2 * 2 * 2);
        assertThat(directory.resolve("new/growth.md")).content().contains("## Idle connections", "| ≥ 0.8 |");
    }

    @Test
    void aPublisherIsMeasuredBesideJeroMqs() throws Exception {
        assertThat(run(() -> false, "--case", "fan-out", "--size", "300", "--rounds", "1")).as(text()).isZero();

        assertThat(text()).contains("[1/1] fan-out, 3 subscribers, 300 B\n")
                .containsPattern("delivered +zlink +\\S+ \\S+ +jeromq ");
    }

    @Test
    void aSlowSubscriberIsMeasuredBesideNone() throws Exception {
        assertThat(run(() -> false, "--case", "slow", "--rounds", "1")).as(text()).isZero();

        assertThat(text()).containsPattern("delivered +nine, a tenth does not read +\\S+ \\S+ +nine, a tenth reads too")
                .containsPattern("dropped for who does not read +nine, a tenth does not read +\\d");
    }

    @Test
    void manySocketsAreMeasuredBesideOne() throws Exception {
        assertThat(run(() -> false, "--case", "sockets", "--rounds", "1")).as(text()).isZero();

        assertThat(text()).containsPattern("throughput +5 sockets x 2 +\\S+ \\S+ +1 socket x 10 ");
    }

    @Test
    void keepsWhatItHasWhenItIsStopped() throws Exception {
        int status = run(() -> text().contains("[2/2]"), "--case", "idle", "--connections", "3,7", "--rounds", "1");

        assertThat(status).isEqualTo(1);
        assertThat(text()).contains("stopped; what was measured before is kept", "3 connections  ")
                .doesNotContain("FAILED");
        assertThat(directory.resolve("new/growth.md")).content().contains("It was stopped before all was measured.")
                .contains("| 3 connections |").doesNotContain("| 7 connections |");
    }

    @Test
    void failsWhenAProcessDoes() throws Exception {
        int status = run(() -> false, "--case", "fan-out", "--timeout", "1", "--run", "3000");

        assertThat(status).isEqualTo(1);
        assertThat(text()).containsPattern("FAILED: fan-out, 3 subscribers, 64 B, zlink: "
                + "(not finished in time: work|[0-2] of 3 subscribers have heard the publisher after 1 s)");
        assertThat(directory.resolve("new/growth.md")).content().contains("**FAILED:**");
    }

    private int run(BooleanSupplier stop, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--connections", "10", "--subscribers", "3", "--size", "64",
                "--sockets", "1,5", "--spread", "10", "--rounds", "2", "--run", "1", "--warm-up", "1", "--timeout",
                "20", "--out", directory.resolve("new").toString()));
        arguments.addAll(List.of(more));
        return new Growth(CommandLine.parse(arguments.toArray(new String[0])), stop,
                new PrintStream(output, true, StandardCharsets.UTF_8)).run();
    }

    private String text() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
