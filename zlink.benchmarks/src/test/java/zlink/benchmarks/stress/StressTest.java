package zlink.benchmarks.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import zlink.benchmarks.program.WrongArgumentException;

class StressTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private int run(BooleanSupplier stop, String... arguments) throws WrongArgumentException, InterruptedException {
        return new Stress(CommandLine.parse(arguments), stop, new PrintStream(output, true, StandardCharsets.UTF_8))
                .run();
    }

    private String text() {
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void goesThroughTheMatrixAsOftenAsAsked() throws Exception {
        int status = run(() -> false, "--pattern", "DEALER_ROUTER", "--transport", "tcp", "--size", "64",
                "--messages", "500", "--high-water-mark", "2", "--speculative", "on", "--kind", "stream", "--rounds",
                "2");

        assertThat(text()).contains("Round 2 of 2: 5 cases", "10 of 10 cases complete", "nothing left behind");
        assertThat(status).isZero();
    }

    @Test
    void drawsCasesByLotForSomeTime() throws Exception {
        int status = run(() -> false, "--for", "1s", "--messages", "500", "--kind", "stream,crowd", "--transport",
                "inproc,tcp");

        assertThat(text()).contains("Soak of PT1S, seed 1").containsPattern("(\\d+) of \\1 cases complete");
        assertThat(status).isZero();
    }

    @Test
    void oneCaseCanBeDoneAgain() throws Exception {
        assertThat(run(() -> false, "--only", "7", "--messages", "500", "--kind", "crowd")).isZero();
        assertThat(text()).contains("crowds                 1 of      1 complete");
    }

    @Test
    void whatTakesTooLongIsNotCompleteAndIsToldWithEvidence() throws Exception {
        int status = run(() -> false, "--pattern", "PAIR", "--transport", "inproc", "--size", "64", "--messages",
                "100000000", "--high-water-mark", "1000", "--speculative", "on", "--kind", "stream", "--rounds", "1",
                "--timeout", "1");

        assertThat(text()).contains("NOT COMPLETE: case 1, stream PAIR 64 B, 100000000 messages, steady consumer, "
                + "inproc, high-water mark 1000: not finished in time: ", "connections=1", "2 of 3 cases complete");
        assertThat(status).isEqualTo(1);
    }

    @Test
    void endsWhenItIsStopped() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        int status = run(() -> asked.incrementAndGet() > 3, "--kind", "churn", "--transport", "inproc");

        assertThat(text()).contains("It was stopped before the end.");
        assertThat(status).isEqualTo(1);
    }
}
