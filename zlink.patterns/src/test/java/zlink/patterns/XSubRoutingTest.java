package zlink.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.patterns.routing.FakePipe;
import zlink.patterns.routing.FakeSocket;

class XSubRoutingTest {
    private static final SocketOptions DEFAULTS = SocketOptions.defaults();

    private FakeSocket xsub = new FakeSocket().with(new XSubRouting(DEFAULTS));

    @Test
    void framesOfOneAndZeroAreSubscriptions() {
        FakePipe publisher = xsub.accept("publisher");
        assertThat(xsub.send("\1a")).isTrue();
        xsub.send("\1a");
        xsub.send("\0a");
        xsub.send("\0a");
        xsub.send("\0never");
        assertThat(publisher.told()).containsExactly("+a", "+a", "-a");
        assertThat(publisher.takeAll()).isEmpty();
        xsub.send("\1b");
        assertThat(xsub.accept("late").told()).containsExactly("+b");
    }

    @Test
    void anythingElseGoesToAllPublishers() {
        FakePipe one = xsub.accept("one");
        FakePipe full = xsub.accept("full", 1);
        FakePipe early = xsub.connect("early", 0);
        assertThat(xsub.canSend()).isTrue();
        xsub.send("hello", "world");
        xsub.send("");
        assertThat(one.takeAll()).containsExactly(List.of("hello", "world"), List.of(""));
        assertThat(full.takeAll()).containsExactly(List.of("hello", "world"));
        assertThat(early.takeAll()).hasSize(2);
        assertThat(xsub.dropped()).isEqualTo(1);
    }

    @Test
    void everyFrameMayBeASubscriptionOrOnlyTheFirst() {
        FakePipe publisher = xsub.accept("publisher");
        xsub.send("data", "\1a", "more", "\1b");
        assertThat(publisher.told()).containsExactly("+a", "+b");
        assertThat(publisher.takeAll()).containsExactly(List.of("data", "more"));

        SocketOptions options = DEFAULTS.with(SocketOption.ONLY_FIRST_SUBSCRIBE, true);
        xsub = new FakeSocket(options).with(new XSubRouting(options));
        publisher = xsub.accept("publisher");
        xsub.send("data", "\1a");
        xsub.send("\1b", "\1c");
        assertThat(publisher.told()).containsExactly("+b");
        assertThat(publisher.takeAll()).containsExactly(List.of("data", "\1a"), List.of("\1c"));
    }

    @Test
    void whateverPublishersSendIsReceived() {
        FakePipe publisher = xsub.accept("publisher");
        publisher.arrive("not subscribed to");
        assertThat(xsub.receiveAll()).hasSize(1);
    }
}
