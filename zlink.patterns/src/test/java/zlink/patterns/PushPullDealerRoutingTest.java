package zlink.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.api.MessageShapeException;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.engine.socket.Routing;
import zlink.patterns.routing.FakePipe;
import zlink.patterns.routing.FakeSocket;

class PushPullDealerRoutingTest {
    private static final SocketOptions DEFAULTS = SocketOptions.defaults();
    private static final SocketOptions CONFLATE = DEFAULTS.with(SocketOption.CONFLATE, true);

    @Test
    void pushSendsInTurnAndWaitsWhileAllAreFull() {
        FakeSocket push = new FakeSocket().with(new PushRouting(DEFAULTS));
        assertThat(push.send("no peer")).isFalse();
        FakePipe one = push.accept("one", 2);
        FakePipe other = push.accept("other", 2);
        for (String text : List.of("1", "2", "3", "4")) {
            assertThat(push.send(text)).isTrue();
        }
        assertThat(push.canSend()).isFalse();
        assertThat(push.send("5")).isFalse();
        assertThat(one.takeAll()).containsExactly(List.of("1"), List.of("3"));
        assertThat(push.canSend()).isTrue();
        assertThat(push.send("5")).isTrue();
        assertThat(other.takeAll()).containsExactly(List.of("2"), List.of("4"));
        assertThat(one.takeAll()).containsExactly(List.of("5"));
    }

    @Test
    void pushIgnoresWhatItIsSent() {
        FakeSocket push = new FakeSocket().with(new PushRouting(DEFAULTS));
        FakePipe peer = push.accept("peer");
        peer.arrive("nobody asked");
        assertThat(push.send("work")).isTrue();
        assertThatThrownBy(push::receive).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void pullReceivesFromEachInTurn() {
        FakeSocket pull = new FakeSocket().with(new PullRouting());
        FakePipe one = pull.accept("one");
        FakePipe other = pull.accept("other");
        for (int i = 0; i < 3; i++) {
            one.arrive("one", Integer.toString(i));
        }
        other.arrive("other", "0");
        assertThat(pull.receiveAll()).containsExactly(List.of("one", "0"), List.of("other", "0"), List.of("one", "1"),
                List.of("one", "2"));
    }

    @Test
    void whatAPeerSentBeforeItLeftIsReceived() {
        FakeSocket pull = new FakeSocket().with(new PullRouting());
        FakePipe peer = pull.accept("peer");
        peer.arrive("last words");
        pull.lose(peer);
        assertThat(pull.receiveAll()).containsExactly(List.of("last words"));
        assertThat(pull.poll()).isFalse();
    }

    @Test
    void conflatingPullReceivesTheNewestOfEach() {
        Routing routing = new ConflatingRouting(new PullRouting(), (memory, offset, size) -> true);
        FakeSocket pull = new FakeSocket(CONFLATE).with(routing);
        FakePipe one = pull.accept("one");
        FakePipe other = pull.accept("other");
        assertThat(routing.takesUpstream()).isTrue();
        assertThat(pull.poll()).isFalse();
        pull.wakeUps();
        for (String text : List.of("1", "2", "3")) {
            upstream(routing, one, false, text);
        }
        assertThat(pull.wakeUps()).isEqualTo(1);
        upstream(routing, other, true, "part");
        upstream(routing, other, false, "last part");
        assertThat(pull.poll()).isTrue();
        assertThat(pull.receiveAll()).containsExactly(List.of("3"), List.of("last part"));
        upstream(routing, one, false, "4");
        pull.lose(one);
        assertThat(pull.receiveAll()).containsExactly(List.of("4"));
    }

    @Test
    void dealerDoesBoth() {
        FakeSocket dealer = new FakeSocket().with(new DealerRouting(DEFAULTS));
        FakePipe one = dealer.accept("one");
        FakePipe other = dealer.accept("other");
        one.arrive("hello", "");
        dealer.send("a");
        dealer.send("b");
        assertThat(one.takeAll()).containsExactly(List.of("a"));
        assertThat(other.takeAll()).containsExactly(List.of("b"));
        assertThat(dealer.receiveAll()).containsExactly(List.of("hello", ""));
    }

    @Test
    void probingDealerSendsAnEmptyMessageAfterEachHandshake() {
        SocketOptions options = DEFAULTS.with(SocketOption.PROBE_ROUTER, true);
        FakeSocket dealer = new FakeSocket(options).with(new DealerRouting(options));
        assertThat(dealer.accept("bound").takeAll()).containsExactly(List.of(""));
        FakePipe connected = dealer.connect("connected", 0);
        assertThat(connected.takeAll()).isEmpty();
        dealer.shake(connected);
        assertThat(connected.takeAll()).containsExactly(List.of(""));
    }

    @Test
    void conflatingDealerRefusesMessagesOfSeveralFrames() {
        FakeSocket dealer = new FakeSocket(CONFLATE).with(new DealerRouting(CONFLATE));
        dealer.accept("peer");
        assertThatThrownBy(() -> dealer.send("a", "b")).isInstanceOf(MessageShapeException.class);
        assertThat(dealer.send("a")).isTrue();
    }

    private static void upstream(Routing routing, FakePipe from, boolean more, String frame) {
        byte[] bytes = FakePipe.bytes(frame);
        routing.upstream(from, ByteBuffer.wrap(bytes), 0, bytes.length, more);
    }
}
