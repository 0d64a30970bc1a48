package zlink.benchmarks.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import zlink.benchmarks.link.Link;
import zlink.benchmarks.link.LinksOpener;
import zlink.benchmarks.link.MemoryLink;
import zlink.benchmarks.measure.Order;
import zlink.benchmarks.measure.Outcome;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

class WorkerTest {
    private static final Cell CELL = new Cell(Pattern.PAIR, Transport.TCP, 32);
    private static final Setup ONE = new Setup(CELL, 1, 1_000);
    private static final Setup TWO = new Setup(CELL, 2, 1_000);
    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final Duration SHORT_LIMIT = Duration.ofMillis(300);

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private boolean well;

    @Test
    void followsOneOrderAfterTheOther() throws Exception {
        List<String> answers = serve(links(body -> List.of(body)), LIMIT,
                new Order(ONE, Task.THROUGHPUT, 500).line(),
                new Order(TWO, Task.ECHO, 50).line(),
                new Order(TWO, Task.at(100_000), 300).line());

        assertThat(well).isTrue();
        assertThat(answers).hasSize(4).first().isEqualTo("ready memory");
        Outcome throughput = outcome(answers.get(1));
        assertThat(throughput.messages()).isEqualTo(500);
        assertThat(throughput.elapsedNs()).isPositive();
        assertThat(throughput.allocated().senders()).isPositive();
        assertThat(throughput.latency().p50Ns()).isEqualTo(Outcome.UNKNOWN);
        Outcome echo = outcome(answers.get(2));
        assertThat(echo.messages()).isEqualTo(100);
        assertThat(echo.latency().p50Ns()).isPositive().isLessThanOrEqualTo(echo.latency().maxNs());
        assertThat(outcome(answers.get(3)).messages()).isEqualTo(600);
    }

    /** The last of 300 messages is due after almost 3 ms, whatever the link could do. */
    @Test
    void keepsToTheRate() throws Exception {
        List<String> answers = serve(links(body -> List.of(body)), LIMIT, new Order(TWO, Task.at(200_000), 300).line());

        assertThat(outcome(answers.get(1)).elapsedNs()).isGreaterThan(2_900_000);
    }

    @Test
    void failsWhenAMessageIsLost() throws Exception {
        assertThat(failure(body -> List.of())).isEqualTo("failed far-0: message 300 is missing:"
                + " number 301 came in its place");
    }

    @Test
    void failsWhenTheLastMessageIsLost() throws Exception {
        List<String> answers = serve(links(faultAt(499, body -> List.of())), SHORT_LIMIT,
                new Order(ONE, Task.THROUGHPUT, 500).line());

        assertThat(answers.get(1)).startsWith("failed not finished in time: far-0");
        assertThat(well).isFalse();
    }

    @Test
    void failsWhenAMessageComesTwice() throws Exception {
        assertThat(failure(body -> List.of(body, body))).isEqualTo("failed far-0: message 300 came again or late,"
                + " in the place of number 301");
    }

    @Test
    void failsWhenAMessageIsCorrupt() throws Exception {
        assertThat(failure(body -> {
            body[31]++;
            return List.of(body);
        })).startsWith("failed far-0: message 300 is corrupt");
    }

    @Test
    void endsAfterAFailure() throws Exception {
        List<String> answers = serve(links(faultAt(300, body -> List.of())), LIMIT,
                new Order(ONE, Task.THROUGHPUT, 500).line(), new Order(ONE, Task.THROUGHPUT, 10).line());

        assertThat(answers).hasSize(2);
        assertThat(well).isFalse();
    }

    @Test
    void failsWhenItDoesNotUnderstand() throws Exception {
        assertThat(serve(links(body -> List.of(body)), LIMIT, "task=JUGGLE").get(1)).startsWith("failed ");
    }

    private String failure(Function<byte[], List<byte[]>> fault) throws Exception {
        List<String> answers = serve(links(faultAt(300, fault)), LIMIT, new Order(ONE, Task.THROUGHPUT, 500).line());
        assertThat(well).isFalse();
        return answers.get(1);
    }

    private List<String> serve(LinksOpener links, Duration limit, String... orders) throws Exception {
        well = new Worker(new LinkLanes("memory", links), limit, new PrintStream(output, true, StandardCharsets.UTF_8))
                .serve(new BufferedReader(new StringReader(String.join("\n", orders))));
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static LinksOpener links(Function<byte[], List<byte[]>> fault) {
        return (cell, count, highWaterMark) -> Stream.generate(() -> (Link) new MemoryLink(fault))
                .limit(count).toList();
    }

    private static Function<byte[], List<byte[]>> faultAt(long number, Function<byte[], List<byte[]>> fault) {
        return body -> body.length == CELL.bytes() && ByteBuffer.wrap(body).getLong() == number
                ? fault.apply(body) : List.of(body);
    }

    private static Outcome outcome(String answer) {
        assertThat(answer).startsWith(Worker.OUTCOME);
        return Outcome.parse(answer.substring(Worker.OUTCOME.length()));
    }
}
