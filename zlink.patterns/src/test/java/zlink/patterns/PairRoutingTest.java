package zlink.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.patterns.routing.FakePipe;
import zlink.patterns.routing.FakeSocket;

class PairRoutingTest {
    private final FakeSocket socket = new FakeSocket().with(new PairRouting());

    @Test
    void takesOnePeerAtATime() {
        FakePipe first = socket.accept("first");
        assertThat(socket.accept("second")).isNull();
        socket.lose(first);
        assertThat(socket.accept("third")).isNotNull();
    }

    @Test
    void waitsForAPeerAndForRoom() {
        assertThat(socket.canSend()).isFalse();
        assertThat(socket.send("a")).isFalse();
        FakePipe peer = socket.accept("peer", 1);
        assertThat(socket.canSend()).isTrue();
        assertThat(socket.send("a", "b")).isTrue();
        assertThat(socket.canSend()).isFalse();
        assertThat(socket.send("c")).isFalse();
        assertThat(peer.takeAll()).containsExactly(List.of("a", "b"));
        assertThat(socket.send("c")).isTrue();
    }

    @Test
    void messagesQueueBeforeThePeerIsThere() {
        FakePipe peer = socket.connect("peer", 0);
        assertThat(socket.send("early")).isTrue();
        socket.shake(peer);
        assertThat(peer.takeAll()).containsExactly(List.of("early"));
    }

    @Test
    void whatThePeerBeforeSentComesFirst() {
        FakePipe before = socket.accept("before");
        before.arrive("1");
        before.arrive("2");
        before.arrive("3");
        socket.lose(before);
        FakePipe after = socket.accept("after");
        after.arrive("4");
        after.arrive("5");
        assertThat(socket.receiveAll()).containsExactly(
                List.of("1"), List.of("2"), List.of("3"), List.of("4"), List.of("5"));
        assertThat(socket.poll()).isFalse();
    }
}
