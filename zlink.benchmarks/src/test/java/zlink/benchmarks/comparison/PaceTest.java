package zlink.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.benchmarks.measure.Order;
import zlink.benchmarks.measure.Outcome;
import zlink.benchmarks.measure.Outcome.Allocated;
import zlink.benchmarks.measure.Percentiles;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

class PaceTest {
    private static final Setup SETUP = new Setup(new Cell(Pattern.PAIR, Transport.TCP, 64), 2, 1_000);
    private static final Setup UNBOUNDED = new Setup(new Cell(Pattern.PAIR, Transport.TCP, 1 << 20), 2, 0);

    private final Pace pace = new Pace(Duration.ofMillis(200), Duration.ofMillis(700));
    private final List<Order> orders = new ArrayList<>();

    @Test
    void findsTheMessagesForTheWantedTime() throws Exception {
        Pace.Found found = pace.find(order -> took(order, 1_000_000, 1), SETUP, Task.THROUGHPUT);

        assertThat(found.order().messages()).isBetween(99_000, 101_000);
        assertThat(found.perSecond()).isBetween(999_000.0, 1_001_000.0);
        assertThat(orders.stream().mapToLong(PaceTest::elapsedAtAMillion).sum()).isGreaterThan(700_000_000);
    }

    @Test
    void warmsUpLongerWhereOthersHaveTheProcessors() throws Exception {
        pace.find(order -> took(order, 1_000_000, 2), SETUP, Task.THROUGHPUT);

        assertThat(orders.stream().mapToLong(PaceTest::elapsedAtAMillion).sum()).isGreaterThan(1_400_000_000);
    }

    /** A pause while a few messages are under way makes them look slow. */
    @Test
    void isNotMisledByAPause() throws Exception {
        Pace.Found found = pace.find(order -> {
            Outcome outcome = took(order, 1_000_000, 1);
            return orders.size() != 3 ? outcome : new Outcome(outcome.messages(), outcome.elapsedNs() + 150_000_000,
                    outcome.cpuNs(), outcome.allocated(), 0, outcome.latency());
        }, SETUP, Task.THROUGHPUT);

        assertThat(found.order().messages()).isBetween(90_000, 101_000);
    }

    @Test
    void endsWhateverIsAnswered() throws Exception {
        pace.find(order -> took(order, 1_000_000, 1_000_000), SETUP, Task.THROUGHPUT);

        assertThat(orders).hasSizeLessThan(100);
    }

    @Test
    void sendsWhatIsDueInTheWantedTime() throws Exception {
        assertThat(pace.find(order -> took(order, 1_000, 1), SETUP, Task.at(100_000)).order().messages())
                .isEqualTo(10_000);
        assertThat(orders).hasSize(1);
    }

    @Test
    void withoutALimitAllMessagesFitIntoMemory() throws Exception {
        assertThat(pace.find(order -> took(order, 1_000_000, 1), UNBOUNDED, Task.THROUGHPUT).order().messages())
                .isEqualTo(128);
    }

    @Test
    void theNextRoundIsLongerIfThisOneWasTooShort() throws Exception {
        Order order = new Order(SETUP, Task.THROUGHPUT, 1_000);

        assertThat(pace.next(order, took(order, 100_000, 1)).messages()).isEqualTo(10_000);
        assertThat(pace.next(order, took(order, 10_000, 1))).isEqualTo(order);
    }

    /** So many messages per second; a part of the time was the process computing. */
    private Outcome took(Order order, int perSecond, int part) {
        orders.add(order);
        long messages = (long) order.messages() * order.setup().pairs();
        long elapsedNs = messages * 1_000_000_000 / perSecond;
        return new Outcome(messages, elapsedNs, elapsedNs / part, Allocated.UNKNOWN, 0, Percentiles.UNKNOWN);
    }

    private static long elapsedAtAMillion(Order order) {
        return 1_000L * order.messages() * order.setup().pairs();
    }
}
