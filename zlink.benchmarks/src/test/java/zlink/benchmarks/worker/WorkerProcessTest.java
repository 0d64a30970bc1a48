package zlink.benchmarks.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import zlink.benchmarks.measure.Order;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

/** Workers that are scripts and do what a worker must not do. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class WorkerProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration SHORT_LIMIT = Duration.ofMillis(200);
    private static final Order ORDER = new Order(new Setup(new Cell(Pattern.PAIR, Transport.TCP, 64), 1, 1_000),
            Task.ECHO, 3);

    @Test
    void hearsOnlyWhatItAskedFor() throws Exception {
        try (WorkerProcess worker = start("echo chatter; echo ready x 1.0; read order; echo more chatter;"
                + " echo outcome messages=3 elapsed_ns=4 cpu_ns=5 compiled_ns=-1 allocated_senders=-1"
                + " allocated_receivers=-1 allocated_others=-1 peak_rss=-1 p50_ns=1 p99_ns=2 p999_ns=3"
                + " max_ns=4", LIMIT)) {
            assertThat(worker.awaitReady()).isEqualTo("x 1.0");
            assertThat(worker.perform(ORDER).messages()).isEqualTo(3);
        }
    }

    @Test
    void hearsWhyItFailed() throws Exception {
        try (WorkerProcess worker = start("read order; echo failed message 1 is missing", LIMIT)) {
            assertThatThrownBy(() -> worker.perform(ORDER)).isInstanceOf(WorkerFailedException.class)
                    .hasMessage("message 1 is missing");
        }
    }

    @Test
    void noticesThatItHasDied() throws Exception {
        try (WorkerProcess worker = start("read order; exit 7", LIMIT)) {
            assertThatThrownBy(() -> worker.perform(ORDER)).isInstanceOf(WorkerFailedException.class)
                    .hasMessage("ended by itself with status 7");
        }
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        try (WorkerProcess worker = start("read order; read another", SHORT_LIMIT)) {
            assertThatThrownBy(() -> worker.perform(ORDER)).isInstanceOf(WorkerFailedException.class)
                    .hasMessageStartingWith("does not answer");
        }
    }

    @Test
    void refusesAnOutcomeThatIsNone() throws Exception {
        try (WorkerProcess worker = start("read order; echo outcome 42", LIMIT)) {
            assertThatThrownBy(() -> worker.perform(ORDER)).isInstanceOf(WorkerFailedException.class)
                    .hasMessageStartingWith("answers \"42\"");
        }
    }

    @Test
    void saysThatItCannotBeStarted() {
        assertThatThrownBy(() -> WorkerProcess.start(new ProcessBuilder("no-such-program"), LIMIT, () -> false))
                .isInstanceOf(WorkerFailedException.class).hasMessageStartingWith("does not start: ");
    }

    @Test
    void stopsWaitingWhenItShould() throws Exception {
        WorkerProcess worker = WorkerProcess.start(new ProcessBuilder("sh", "-c", "read order"), LIMIT, () -> true);

        assertThatThrownBy(worker::awaitReady).isInstanceOf(CancellationException.class);
        worker.kill();
        worker.close();
    }

    private static WorkerProcess start(String script, Duration limit) throws WorkerFailedException {
        return WorkerProcess.start(new ProcessBuilder("sh", "-c", script), limit, () -> false);
    }
}
