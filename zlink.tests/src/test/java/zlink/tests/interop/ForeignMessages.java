package zlink.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PairSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketType;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;

/** Messages of every size and shape, few and many. */
@Timeout(30)
abstract class ForeignMessages extends ForeignContract {

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * 31 + (i >> 8));
        }
        return content;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 254, 255, 256, 257, 8191, 8192, 8193, 65_535, 65_536, 65_537, 1 << 20, 10_000_000})
    void ofAnySizeArriveIntactBothWays(int size) {
        byte[] content = content(size);
        PairSocket pair = context.pair();
        ForeignSocket foreign = meet(pair, SocketType.PAIR);

        pair.send(content);
        pair.send("after");
        assertThat(ForeignSocket.same(foreign.next(), List.of(content))).isTrue();
        assertThat(foreign.nextTexts()).containsExactly("after");

        foreign.send(List.of(content));
        foreign.send("after");
        assertThat(next(pair).bytes()).isEqualTo(content);
        assertThat(next(pair).text()).isEqualTo("after");
    }

    @Test
    void ofSeveralFramesOfMixedSizesArriveWholeBothWays() {
        List<byte[]> frames = new ArrayList<>();
        for (int size : new int[] {0, 0, 1, 255, 256, 0, 65_536, 3, 0}) {
            frames.add(content(size));
        }
        PairSocket pair = context.pair();
        ForeignSocket foreign = meet(pair, SocketType.PAIR);

        pair.send(Message.wrap(frames.toArray(byte[][]::new)));
        assertThat(ForeignSocket.same(foreign.next(), frames)).isTrue();

        foreign.send(frames);
        assertThat(next(pair)).isEqualTo(Message.wrap(frames.toArray(byte[][]::new)));
    }

    @Test
    void ofManyFramesArriveWholeBothWays() {
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            frames.add(bytes("frame " + i));
        }
        PairSocket pair = context.pair();
        ForeignSocket foreign = meet(pair, SocketType.PAIR);

        pair.send(Message.wrap(frames.toArray(byte[][]::new)));
        assertThat(ForeignSocket.same(foreign.next(), frames)).isTrue();

        foreign.send(frames);
        assertThat(next(pair)).isEqualTo(Message.wrap(frames.toArray(byte[][]::new)));
    }

    @Test
    void inGreatNumberReachAForeignPeerInOrder() {
        int count = count();
        PushSocket push = context.push();
        ForeignSocket pull = meet(push, SocketType.PULL);
        try (BackgroundCall<Void> sending = BackgroundCall.running(() -> {
            for (int i = 0; i < count; i++) {
                push.send(Message.copyOf(bytes("" + i), new byte[i % 300]));
            }
        })) {
            receiveNumbered(pull, count);
            sending.result();
        }
    }

    @Test
    void inGreatNumberArriveFromAForeignPeerInOrder() {
        int count = count();
        PullSocket pull = context.pull();
        ForeignSocket push = meet(pull, SocketType.PUSH);
        try (BackgroundCall<Void> sending = BackgroundCall.running(() -> sendNumbered(push, count, 200))) {
            for (int i = 0; i < count; i++) {
                Message message = next(pull);
                assertThat(message.frameCount()).isEqualTo(2);
                assertThat(message.text(0)).isEqualTo("" + i);
            }
            sending.result();
        }
    }

    @Test
    void waitWhereTheyAreWhileAForeignPeerDoesNotRead() {
        PushSocket push = context.push(with(SocketOption.SEND_HIGH_WATER_MARK, 10));
        ForeignSocket pull = meet(push, SocketType.PULL);
        awaitConnections(push, 1);
        byte[] large = content(100_000);
        int sent = 0;
        while (push.send(Message.copyOf(bytes("" + sent), large), Duration.ofMillis(200))) {
            sent++;
            assertThat(sent).as("sent without a reader").isLessThan(10_000);
        }
        receiveNumbered(pull, sent);
        push.send(Message.copyOf(bytes("" + sent), large));
        assertThat(pull.nextTexts().get(0)).isEqualTo("" + sent);
    }

    @Test
    void stayWhereTheyAreWhileWeDoNotRead() {
        PullSocket pull = context.pull(with(SocketOption.RECEIVE_HIGH_WATER_MARK, 10));
        ForeignSocket push = meet(pull, SocketType.PUSH);
        int count = 300;
        try (BackgroundCall<Void> sending = BackgroundCall.running(() -> sendNumbered(push, count, 50_000))) {
            Deadline.await("the queue is full", () -> pull.statistics().receiveQueue().messages() >= 10);
            for (int i = 0; i < count; i++) {
                assertThat(next(pull).text(0)).isEqualTo("" + i);
                assertThat(pull.statistics().receiveQueue().messages()).isLessThanOrEqualTo(12);
            }
            sending.result();
        }
    }

    @Test
    void heartbeatsKeepAnIdleConnectionAlive() {
        PairSocket pair = context.pair(with(SocketOption.HEARTBEAT_INTERVAL, Duration.ofMillis(20))
                .with(SocketOption.HEARTBEAT_TIMEOUT, Duration.ofSeconds(3))
                .with(SocketOption.HEARTBEAT_TTL, Duration.ofSeconds(3)));
        MonitorLog log = MonitorLog.of(pair);
        ForeignSocket foreign = meet(pair, SocketType.PAIR, Map.of(ForeignPeer.Option.HEARTBEAT_IVL, 25,
                ForeignPeer.Option.HEARTBEAT_TTL, 3000, ForeignPeer.Option.HEARTBEAT_TIMEOUT, 3000));
        foreign.send("before");
        assertThat(next(pair).text()).isEqualTo("before");

        assertThat(foreign.receive(Duration.ofMillis(500))).as("nothing but heartbeats").isEmpty();

        pair.send("after");
        assertThat(foreign.nextTexts()).containsExactly("after");
        foreign.send("after");
        assertThat(next(pair).text()).isEqualTo("after");
        assertThat(log.events(MonitorEvent.Disconnected.class)).isEmpty();
    }

    /** How many are a great number for this peer. */
    abstract int count();

    /** Sends messages of two frames, a number and so many bytes. */
    abstract void sendNumbered(ForeignSocket push, int count, int size);

    /** Receives messages of two frames, the first a number, from 0 on. */
    abstract void receiveNumbered(ForeignSocket pull, int count);
}
