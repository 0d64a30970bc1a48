package zlink.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.api.SocketStateException;
import zlink.patterns.routing.FakePipe;
import zlink.patterns.routing.FakeSocket;

class RepRoutingTest {
    private final FakeSocket rep = new FakeSocket().with(new RepRouting());

    @Test
    void repliesToWhoeverAsked() {
        FakePipe one = rep.accept("one");
        FakePipe other = rep.accept("other");
        one.arrive("", "1", "more");
        other.arrive("", "2");
        assertThat(rep.receive()).containsExactly("1", "more");
        rep.send("answer to 1", "");
        assertThat(rep.receive()).containsExactly("2");
        rep.send("answer to 2");
        assertThat(one.takeAll()).containsExactly(List.of("", "answer to 1", ""));
        assertThat(other.takeAll()).containsExactly(List.of("", "answer to 2"));
    }

    @Test
    void alternatesStrictly() {
        FakePipe client = rep.accept("client");
        assertThat(rep.canSend()).isFalse();
        assertThatThrownBy(() -> rep.send("early")).isInstanceOf(SocketStateException.class)
                .hasMessageContaining("receive first");
        client.arrive("", "1");
        client.arrive("", "2");
        rep.receive();
        assertThat(rep.canSend()).isTrue();
        assertThatThrownBy(rep::receive).isInstanceOf(SocketStateException.class).hasMessageContaining("reply first");
        assertThat(rep.poll()).isFalse();
        rep.wakeUps();
        rep.send("answer");
        assertThat(rep.wakeUps()).isEqualTo(1); // the second request is here already
        assertThat(rep.poll()).isTrue();
        assertThatThrownBy(() -> rep.send("again")).isInstanceOf(SocketStateException.class);
        assertThat(rep.receive()).containsExactly("2");
    }

    @Test
    void theWholeEnvelopeGoesBack() {
        FakePipe client = rep.accept("client");
        for (int hops = 0; hops < 40; hops += 13) {
            String[] request = new String[hops + 2];
            for (int i = 0; i < hops; i++) {
                request[i] = "hop " + "x".repeat(i * 50);
            }
            request[hops] = "";
            request[hops + 1] = "question";
            client.arrive(request);
            assertThat(rep.receive()).containsExactly("question");
            rep.send("answer");
            request[hops + 1] = "answer";
            assertThat(client.takeAll()).containsExactly(List.of(request));
        }
    }

    @Test
    void emptyFramesOfTheBodyAreNotDelimiters() {
        FakePipe client = rep.accept("client");
        client.arrive("id", "", "", "x");
        assertThat(rep.receive()).containsExactly("", "x");
        rep.send("answer");
        assertThat(client.takeAll()).containsExactly(List.of("id", "", "answer"));
    }

    @Test
    void malformedRequestsAreSkipped() {
        FakePipe client = rep.accept("client");
        client.arrive("no delimiter");
        client.arrive("no", "delimiter");
        client.arrive("no body", "");
        client.arrive("");
        client.arrive("", "");
        assertThat(rep.receive()).containsExactly("");
        rep.send("answer");
        assertThat(rep.receive()).isNull();
    }

    @Test
    void aReplyToAPeerThatHasGoneIsDroppedAndCounted() {
        FakePipe client = rep.accept("client");
        client.arrive("", "question");
        rep.receive();
        rep.lose(client);
        assertThat(rep.send("answer")).isTrue();
        assertThat(rep.dropped()).isEqualTo(1);
        assertThat(client.takeAll()).isEmpty();
        assertThat(rep.receive()).isNull();
    }

    @Test
    void aReplyToAPeerThatDoesNotTakeItIsDroppedAndCounted() {
        FakePipe client = rep.accept("client", 1);
        for (int i = 0; i < 2; i++) {
            client.arrive("", "question");
            rep.receive();
            assertThat(rep.send("answer")).isTrue();
        }
        assertThat(client.takeAll()).hasSize(1);
        assertThat(rep.dropped()).isEqualTo(1);
    }

    @Test
    void inAHandlerTheReplyMayBeSent() {
        FakePipe client = rep.accept("client");
        client.arrive("", "1");
        client.arrive("", "2");
        assertThat(rep.receive(() -> assertThat(rep.send("answer")).isTrue())).isTrue();
        assertThat(client.takeAll()).containsExactly(List.of("", "answer"));
        assertThat(rep.receive()).containsExactly("2");
    }

    @Test
    void afterAHandlerThatDidNotReplyTheReplyIsDue() {
        FakePipe client = rep.accept("client");
        client.arrive("", "1");
        assertThat(rep.receive(() -> { })).isTrue();
        assertThatThrownBy(rep::receive).isInstanceOf(SocketStateException.class);
        rep.send("answer");
        assertThat(client.takeAll()).containsExactly(List.of("", "answer"));
    }
}
