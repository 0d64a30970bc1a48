package zlink.benchmarks.libzmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.benchmarks.measure.Order;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;
import zlink.benchmarks.worker.Worker;

/** The worker in C does what those in Java do. Skipped where gcc or libzmq's headers are missing, but not in CI. */
@Timeout(60)
class LibzmqProgramTest {
    @TempDir
    private Path directory;

    @Test
    void followsEveryOrder() throws Exception {
        List<Order> orders = Arrays.stream(Pattern.values()).flatMap(pattern -> Transport.SHARED.stream()
                .map(transport -> new Setup(new Cell(pattern, transport, 64), 2, 1_000)))
                .flatMap(setup -> Stream.of(new Order(setup, Task.THROUGHPUT, 3_000), new Order(setup, Task.ECHO, 20),
                        new Order(setup, Task.at(20_000), 100)))
                .collect(Collectors.toCollection(ArrayList::new));
        orders.add(new Order(new Setup(new Cell(Pattern.PAIR, Transport.TCP, 256 << 10), 1, 0), Task.THROUGHPUT, 70));

        List<String> answers = run(List.of(compiled().toString(), "20"),
                orders.stream().map(Order::line).collect(Collectors.joining("\n", "", "\n")));

        assertThat(answers.get(0)).startsWith(Worker.READY + "libzmq 4.");
        assertThat(answers.subList(1, answers.size())).allMatch(answer -> answer.startsWith(Worker.OUTCOME))
                .hasSize(orders.size());
    }

    @Test
    void refusesWhatItCannotFollow() throws Exception {
        assertThat(run(List.of(compiled().toString(), "20"), "task=THROUGHPUT bytes=8 pairs=1 messages=1\n"))
                .contains("failed cannot follow the order: 8 bytes, 1 pairs, 1 messages");
    }

    /** The numbers at the beginning and at the end of each message, and a byte of it that is wrong. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 1 2 | taken",
        "0 2 | failed message 1 is missing: number 2 came in its place",
        "0 1 0 | failed message 0 came again or late, in the place of number 2",
        "0 1,2 | failed message 1 is corrupt: it begins with number 1 and ends with number 2",
        "0,0,16 | failed message 0 is corrupt",
        "0,0,23 | failed message 0 is corrupt"
    })
    void findsWhatIsWrong(String messages, String answer) throws Exception {
        compiled();
        Path source = directory.resolve("verify.c");
        try (InputStream resource = LibzmqProgramTest.class.getResourceAsStream("verify.c")) {
            Files.write(source, resource.readAllBytes());
        }
        String program = directory.resolve("verify").toString();
        assertThat(run(List.of("gcc", "-o", program, source.toString(), "-lzmq", "-lpthread"), "")).isEmpty();
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(messages.split(" ")));

        assertThat(run(command, "")).containsExactly(answer);
    }

    @Test
    void saysThatThereIsNoCompiler() {
        assertThatThrownBy(() -> LibzmqProgram.compile(directory, "no-such-compiler"))
                .isInstanceOf(MissingLibzmqException.class)
                .hasMessage("there is no no-such-compiler to compile its program with");
    }

    @Test
    void saysWhatTheCompilerSays() {
        assertThatThrownBy(() -> LibzmqProgram.compile(directory, "false"))
                .isInstanceOf(MissingLibzmqException.class).hasMessageContaining("does not compile");
    }

    private Path compiled() throws InterruptedException {
        try {
            return LibzmqProgram.compile(directory);
        } catch (MissingLibzmqException e) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(e);
            }
            return abort("libzmq cannot be measured: " + e.getMessage());
        }
    }

    private List<String> run(List<String> command, String input) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("input"), input);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(file.toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().toList();
    }
}
