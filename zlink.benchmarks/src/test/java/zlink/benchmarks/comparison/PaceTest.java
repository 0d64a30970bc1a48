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
        assertThat(elapsedSoFarNs()).isGreaterThan(700_000_000);
    }

    @Test
    void warmsUpLongerWhereOthersHaveTheProcessors() throws Exception {
        pace.find(order -> took(order, 1_000_000, 2), SETUP, Task.THROUGHPUT);

        assertThat(elapsedSoFarNs()).isGreaterThan(1_400_000_000);
    }

    @Test
    void warmsUpUntilTheCompilersHaveRested() throws Exception {
        Pace patient = new Pace(Duration.ofMillis(200), Duration.ofSeconds(20));

        patient.find(order -> compiling(took(order, 1_000_000, 1), elapsedSoFarNs() < 3_000_000_000L ? 10 : 1000),
                SETUP, Task.THROUGHPUT);

        assertThat(elapsedSoFarNs()).isBetween(3_700_000_000L, 4_300_000_000L);
    }

    @Test
    void doesNotWaitForCompilersForEver() throws Exception {
        Pace patient = new Pace(Duration.ofMillis(200), Duration.ofSeconds(20));

        patient.find(order -> compiling(took(order, 1_000_000, 1), 10), SETUP, Task.THROUGHPUT);

        assertThat(elapsedSoFarNs()).isBetween(20_000_000_000L, 20_500_000_000L);
    }

    @Test
    void whatHasNoCompilersIsWarmAfterASecond() throws Exception {
        Pace patient = new Pace(Duration.ofMillis(200), Duration.ofSeconds(20));

        patient.find(order -> took(order, 1_000_000, 1), SETUP, Task.THROUGHPUT);

        assertThat(elapsedSoFarNs()).isBetween(1_000_000_000L, 1_500_000_000L);
    }

    /** A pause while a few messages are under way makes them look slow. */
    @Test
    void isNotMisledByAPause() throws Exception {
        Pace.Found found = pace.find(order -> {
            Outcome outcome = took(order, 1_000_000, 1);
            return orders.size() != 3 ? outcome : new Outcome(outcome.messages(), outcome.elapsedNs() + 150_000_000,
                    outcome.cpuNs(), Outcome.UNKNOWN, outcome.allocated(), 0, outcome.latency());
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
        return new Outcome(messages, elapsedNs, elapsedNs / part, Outcome.UNKNOWN, Allocated.UNKNOWN, 0,
                Percentiles.UNKNOWN);
    }

    /** The same, and compilers worked for a part of the time. */
    private static Outcome compiling(Outcome outcome, int part) {
        return new Outcome(outcome.messages(), outcome.elapsedNs(), outcome.cpuNs(), outcome.elapsedNs() / part,
                outcome.allocated(), outcome.peakRssBytes(), outcome.latency());
    }

    /** Of all orders so far, at a million messages per second. */
    private long elapsedSoFarNs() {
        return orders.stream().mapToLong(order -> 1_000L * order.messages() * order.setup().pairs()).sum();
    }
}
