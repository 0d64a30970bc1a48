package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Filling;
import zlink.tests.fixture.Transport;

/** How much a queue takes before it says no, and when it says yes again. */
class HighWaterMarkTest {
    private final Context context = Context.create(
            ContextOptions.defaults().withSocketDefaults(Transport.options()));

    @AfterEach
    void closeTheContext() {
        context.close(Duration.ZERO);
    }

    private PushSocket push(int highWaterMark) {
        return context.push(SocketOptions.defaults().with(SocketOption.SEND_HIGH_WATER_MARK, highWaterMark));
    }

    private PullSocket pull(int highWaterMark) {
        return context.pull(SocketOptions.defaults().with(SocketOption.RECEIVE_HIGH_WATER_MARK, highWaterMark));
    }

    private static int fill(PushSocket push, int atMost) {
        int sent = 0;
        while (sent < atMost && push.trySend("" + sent)) {
            sent++;
        }
        return sent;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 4", "100, 1", "1, 100", "1000, 1000"})
    void inprocTakesTheSumOfBothSides(int send, int receive) {
        Endpoint endpoint = Transport.INPROC.free();
        PushSocket push = push(send);
        PullSocket pull = pull(receive);
        pull.bind(endpoint);
        push.connect(endpoint);
        OverEachTransport.awaitConnections(push, 1);

        assertThat(fill(push, 10_000)).isEqualTo(send + receive);
    }

    @Test
    void inprocTakesTheSumOfBothSidesWhenThePullConnects() {
        Endpoint endpoint = Transport.INPROC.free();
        PushSocket push = push(5);
        PullSocket pull = pull(6);
        push.bind(endpoint);
        pull.connect(endpoint);
        OverEachTransport.awaitConnections(push, 1);

        assertThat(fill(push, 10_000)).isEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "4, 0", "0, 0"})
    void inprocHasNoLimitIfEitherSideHasNone(int send, int receive) {
        Endpoint endpoint = Transport.INPROC.free();
        PushSocket push = push(send);
        PullSocket pull = pull(receive);
        pull.bind(endpoint);
        push.connect(endpoint);
        OverEachTransport.awaitConnections(push, 1);

        assertThat(fill(push, 20_000)).isEqualTo(20_000);
    }

    @ParameterizedTest
    @MethodSource("byteTransports")
    void queueForAPeerThatIsNotThereTakesTheSendersMark(Transport transport) {
        PushSocket push = push(7);
        push.connect(transport.free());

        assertThat(fill(push, 10_000)).isEqualTo(7);
    }

    @Test
    void queueForAnInprocPeerThatIsNotThereGrowsByThePeersMarkWhenItComes() {
        Endpoint endpoint = Transport.INPROC.free();
        PushSocket push = push(7);
        push.connect(endpoint);
        assertThat(fill(push, 10_000)).isEqualTo(7);

        PullSocket pull = pull(5);
        pull.bind(endpoint);
        OverEachTransport.awaitConnections(push, 1);

        assertThat(fill(push, 10_000)).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("byteTransports")
    void receiverThatDoesNotReadStopsTheSenderAndLosesNothing(Transport transport) {
        PullSocket pull = context.pull(OverEachTransport.narrow(10));
        PushSocket push = context.push(OverEachTransport.narrow(10));
        push.connect(pull.bind(transport.wildcard()).endpoint());
        OverEachTransport.awaitConnections(pull, 1);
        byte[] padding = new byte[16 << 10];

        int sent = Filling.fill(
                i -> push.send(Message.copyOf(OverEachTransport.bytes("" + i), padding), Deadline.A_WHILE));
        assertThat(sent).as("both marks and what the operating system holds").isBetween(20, 199);
        assertThat(pull.statistics().receiveQueue().messages()).as("the mark, and what came with the same read")
                .isBetween(10L, 15L);

        for (int i = 0; i < sent; i++) {
            assertThat(OverEachTransport.next(pull).text(0)).isEqualTo("" + i);
        }
        assertThat(push.send(Message.of("and on"), Deadline.PATIENCE)).isTrue();
        assertThat(OverEachTransport.nextText(pull)).isEqualTo("and on");
        assertThat(pull.statistics().connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("byteTransports")
    void bytesAreLimitedToo(Transport transport) {
        PushSocket push = context.push(SocketOptions.defaults().with(SocketOption.SEND_LIMIT_BYTES, 10_000L));
        push.connect(transport.free());
        byte[] thousand = new byte[1000];

        int sent = 0;
        while (push.trySend(thousand)) {
            sent++;
        }

        assertThat(sent).isBetween(9, 10);
    }

    @ParameterizedTest
    @MethodSource("byteTransports")
    void messageLargerThanTheByteLimitIsTakenByAnEmptyQueue(Transport transport) {
        PullSocket pull = context.pull(SocketOptions.defaults().with(SocketOption.RECEIVE_LIMIT_BYTES, 1000L));
        PushSocket push = context.push(SocketOptions.defaults().with(SocketOption.SEND_LIMIT_BYTES, 1000L));
        push.connect(pull.bind(transport.wildcard()).endpoint());

        for (int i = 0; i < 5; i++) {
            assertThat(push.send(new byte[50_000 + i], Deadline.PATIENCE)).isTrue();
            assertThat(OverEachTransport.next(pull).size(0)).isEqualTo(50_000 + i);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void sendersThatWaitAreServedAsTheReceiverReads(Transport transport) {
        PullSocket pull = context.pull(OverEachTransport.narrow(4));
        PushSocket push = context.push(OverEachTransport.narrow(4));
        push.connect(pull.bind(transport.wildcard()).endpoint());
        int each = 500;
        byte[] message = new byte[8 << 10];

        try (BackgroundCall<Void> one = BackgroundCall.running(() -> repeat(push, message, each));
                BackgroundCall<Void> other = BackgroundCall.running(() -> repeat(push, message, each))) {
            for (int i = 0; i < 2 * each; i++) {
                assertThat(OverEachTransport.next(pull).size(0)).isEqualTo(message.length);
            }
            one.result();
            other.result();
        }
    }

    private static void repeat(PushSocket push, byte[] message, int count) {
        for (int i = 0; i < count; i++) {
            push.send(message);
        }
    }

    static Stream<Arguments> transports() {
        return Stream.of(Transport.values()).map(Arguments::of);
    }

    static Stream<Arguments> byteTransports() {
        return Stream.of(Transport.TCP, Transport.IPC).map(Arguments::of);
    }
}
