package zlink.benchmarks.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import zlink.benchmarks.measure.Order;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

/** A taste of the comparison, so that a peer that cannot work is found by the tests. */
class JavaPeersTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Timeout(60)
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "LIBZMQ")
    void followsEveryOrder(Peer peer) throws Exception {
        assertOutcomes(peer, Arrays.stream(Pattern.values()).flatMap(pattern -> Transport.SHARED.stream()
                .filter(transport -> peer.lack(transport).isEmpty())
                .map(transport -> new Setup(new Cell(pattern, transport, 64), 1, 1_000)))
                .flatMap(setup -> Stream.of(new Order(setup, Task.THROUGHPUT, 3_000), new Order(setup, Task.ECHO, 20)))
                .toList());
    }

    @Timeout(60)
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "LIBZMQ")
    void followsUnusualOrders(Peer peer) throws Exception {
        Cell large = new Cell(Pattern.DEALER_DEALER, Transport.TCP, 256 << 10);
        Cell border = new Cell(Pattern.DEALER_DEALER, Transport.TCP, 255);
        assertOutcomes(peer, List.of(
                new Order(new Setup(large, 1, 1_000), Task.THROUGHPUT, 70),
                new Order(new Setup(large, 2, 0), Task.ECHO, 5),
                new Order(new Setup(border, 4, 0), Task.THROUGHPUT, 2_000),
                new Order(new Setup(border, 2, 10), Task.at(20_000), 200)));
    }

    private static void assertOutcomes(Peer peer, List<Order> orders) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        new Worker(JavaPeers.of(peer), LIMIT, new PrintStream(output, true, StandardCharsets.UTF_8)).serve(
                new BufferedReader(new StringReader(
                        orders.stream().map(Order::line).collect(Collectors.joining("\n")))));

        List<String> answers = output.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(answers.subList(1, answers.size())).allMatch(answer -> answer.startsWith(Worker.OUTCOME))
                .hasSize(orders.size());
    }
}
