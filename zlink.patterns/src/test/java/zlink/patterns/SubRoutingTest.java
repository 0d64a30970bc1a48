package zlink.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.patterns.routing.FakePipe;
import zlink.patterns.routing.FakeSocket;

class SubRoutingTest {
    private static final SocketOptions DEFAULTS = SocketOptions.defaults();

    private SubRouting routing = new SubRouting(DEFAULTS);
    private FakeSocket sub = new FakeSocket().with(routing);

    @Test
    void publishersAreToldOfEverySubscriptionAndTheLastCancellation() {
        FakePipe publisher = sub.accept("publisher");
        subscribe("a");
        subscribe("a");
        cancel("a");
        cancel("unknown");
        assertThat(publisher.told()).containsExactly("+a", "+a");
        cancel("a");
        assertThat(publisher.told()).containsExactly("-a");
    }

    @Test
    void newConnectionsAreToldOfAllSubscriptionsOnce() {
        subscribe("b");
        subscribe("a");
        subscribe("a");
        subscribe("");
        cancel("b");
        FakePipe connecting = sub.connect("connecting", 0);
        assertThat(connecting.told()).isEmpty();
        subscribe("c");
        assertThat(connecting.told()).isEmpty(); // not there yet
        sub.shake(connecting);
        assertThat(connecting.told()).containsExactly("+a", "+", "+c");
        subscribe("d");
        assertThat(connecting.told()).containsExactly("+d");
        sub.lose(connecting);
        subscribe("e");
        assertThat(connecting.told()).isEmpty();
    }

    @Test
    void peersComeAndGoInAnyOrder() {
        FakePipe a = sub.accept("a");
        FakePipe b = sub.connect("b", 0);
        FakePipe c = sub.connect("c", 0);
        FakePipe d = sub.accept("d");
        sub.shake(c);
        sub.lose(a);
        subscribe("x");
        assertThat(List.of(a.told().size(), b.told().size(), c.told().size(), d.told().size()))
                .containsExactly(0, 0, 1, 1);
        sub.lose(b);
        sub.lose(d);
        subscribe("y");
        assertThat(c.told()).containsExactly("+y");
        sub.lose(c);
        subscribe("z");
        assertThat(sub.accept("e").told()).containsExactly("+x", "+y", "+z");
    }

    @Test
    void whatIsNotSubscribedToIsPassedOver() {
        FakePipe publisher = sub.accept("publisher");
        subscribe("a");
        publisher.arrive("b");
        publisher.arrive("abc", "body");
        publisher.arrive("");
        assertThat(sub.receiveAll()).containsExactly(List.of("abc", "body"));
        publisher.arrive("abc");
        cancel("a");
        assertThat(sub.poll()).isFalse();
    }

    @Test
    void invertedMatchingPassesOverWhatIsSubscribedTo() {
        SocketOptions options = DEFAULTS.with(SocketOption.INVERT_MATCHING, true);
        routing = new SubRouting(options);
        sub = new FakeSocket(options).with(routing);
        FakePipe publisher = sub.accept("publisher");
        subscribe("a");
        publisher.arrive("abc");
        publisher.arrive("b");
        assertThat(sub.receiveAll()).containsExactly(List.of("b"));
    }

    @Test
    void conflatingKeepsTheNewestOfWhatIsSubscribedTo() {
        routing = new SubRouting(DEFAULTS.with(SocketOption.CONFLATE, true));
        ConflatingRouting conflating = new ConflatingRouting(routing, routing::accepts);
        sub = new FakeSocket().with(conflating);
        FakePipe publisher = sub.accept("publisher");
        subscribe("a");
        assertThat(publisher.told()).containsExactly("+a");
        for (String text : List.of("a1", "a2", "b")) {
            byte[] bytes = FakePipe.bytes(text);
            conflating.upstream(publisher, ByteBuffer.wrap(bytes), 0, bytes.length, false);
        }
        assertThat(sub.receiveAll()).containsExactly(List.of("a2"));
    }

    private void subscribe(String topic) {
        routing.subscribe(FakePipe.bytes(topic));
    }

    private void cancel(String topic) {
        routing.cancel(FakePipe.bytes(topic));
    }
}
