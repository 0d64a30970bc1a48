package zlink.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketStateException;
import zlink.patterns.routing.FakePipe;
import zlink.patterns.routing.FakeSocket;

class ReqRoutingTest {
    private static final SocketOptions STRICT = SocketOptions.defaults();
    private static final SocketOptions RELAXED = STRICT.with(SocketOption.REQ_RELAXED, true);
    private static final SocketOptions CORRELATE = STRICT.with(SocketOption.REQ_CORRELATE, true);

    @Test
    void requestThenReply() {
        FakeSocket req = socket(STRICT);
        FakePipe server = req.accept("server");
        assertThat(req.send("question", "more")).isTrue();
        assertThat(server.takeAll()).containsExactly(List.of("", "question", "more"));
        assertThat(req.receive()).isNull();
        server.arrive("", "answer", "", "more");
        assertThat(req.receive()).containsExactly("answer", "", "more");
        assertThat(req.send("next")).isTrue();
    }

    @Test
    void alternatesStrictly() {
        FakeSocket req = socket(STRICT);
        assertThatThrownBy(req::receive).isInstanceOf(SocketStateException.class).hasMessageContaining("send first");
        assertThat(req.send("nobody there")).isFalse();
        assertThat(req.canSend()).isFalse();
        FakePipe server = req.accept("server");
        assertThat(req.canSend()).isTrue();
        req.send("1");
        assertThat(req.canSend()).isFalse();
        assertThatThrownBy(() -> req.send("2")).isInstanceOf(SocketStateException.class)
                .hasMessageContaining("REQ_RELAXED");
        server.arrive("", "answer");
        req.receive();
        assertThatThrownBy(req::receive).isInstanceOf(SocketStateException.class);
        assertThat(server.takeAll()).containsExactly(List.of("", "1"));
    }

    @Test
    void aMessageThatIsOnlyLookedAtStaysTheReply() {
        FakeSocket req = socket(STRICT);
        FakePipe server = req.accept("server");
        req.send("1");
        server.arrive("", "answer");
        assertThat(req.poll()).isTrue();
        assertThat(req.poll()).isTrue();
        assertThatThrownBy(() -> req.send("2")).isInstanceOf(SocketStateException.class);
        assertThat(req.receive()).containsExactly("answer");
        assertThat(req.poll()).isFalse();
    }

    @Test
    void onlyThePeerAskedCanAnswer() {
        FakeSocket req = socket(STRICT);
        FakePipe one = req.accept("one");
        FakePipe other = req.accept("other");
        req.send("1");
        assertThat(one.takeAll()).hasSize(1);
        other.arrive("", "not asked");
        assertThat(req.poll()).isFalse();
        one.arrive("", "answer");
        assertThat(req.receive()).containsExactly("answer");
        req.send("2");
        assertThat(other.takeAll()).hasSize(1);
        assertThat(req.poll()).isFalse(); // what it sent unasked is gone
    }

    @Test
    void whatAPeerSentBeforeItWasAskedIsNoAnswer() {
        FakeSocket req = socket(STRICT);
        FakePipe server = req.accept("server");
        server.arrive("", "stale 1");
        server.arrive("", "stale 2");
        req.send("question");
        server.arrive("", "answer");
        assertThat(req.receive()).containsExactly("answer");
        assertThat(req.poll()).isFalse();
    }

    @Test
    void malformedRepliesAreSkipped() {
        FakeSocket req = socket(STRICT);
        FakePipe server = req.accept("server");
        req.send("question");
        server.arrive("no delimiter");
        server.arrive("no delimiter", "answer");
        server.arrive("");
        server.arrive("", "answer");
        assertThat(req.receive()).containsExactly("answer");
    }

    @Test
    void relaxedGivesTheLastRequestUp() {
        FakeSocket req = socket(RELAXED);
        FakePipe one = req.accept("one");
        FakePipe other = req.accept("other");
        req.send("1");
        assertThat(req.canSend()).isTrue();
        req.send("2");
        assertThat(one.takeAll()).containsExactly(List.of("", "1"));
        assertThat(other.takeAll()).containsExactly(List.of("", "2"));
        one.arrive("", "answer to 1");
        assertThat(req.poll()).isFalse();
        other.arrive("", "answer to 2");
        assertThat(req.receive()).containsExactly("answer to 2");
    }

    @Test
    void relaxedWithoutAPeerKeepsTheLastRequest() {
        FakeSocket req = socket(RELAXED);
        FakePipe server = req.accept("server", 1);
        req.send("1");
        assertThat(req.send("2")).isFalse();
        server.arrive("", "answer to 1");
        assertThat(req.receive()).containsExactly("answer to 1");
    }

    @Test
    void correlatedRequestsAreAnsweredByTheirNumber() {
        FakeSocket req = socket(CORRELATE.with(SocketOption.REQ_RELAXED, true));
        FakePipe server = req.accept("server");
        req.send("1");
        req.send("2");
        List<List<String>> requests = server.takeAll();
        assertThat(requests).hasSize(2).allSatisfy(request -> {
            assertThat(request).hasSize(3);
            assertThat(request.get(0)).hasSize(4);
            assertThat(request.get(1)).isEmpty();
        });
        String first = requests.get(0).get(0);
        String second = requests.get(1).get(0);
        assertThat(first).isNotEqualTo(second);
        server.arrive(first, "", "answer to 1");
        server.arrive("", "answer without number");
        server.arrive(second, "answer without delimiter");
        server.arrive(second, "", "answer to 2");
        assertThat(req.receive()).containsExactly("answer to 2");
    }

    @Test
    void aLostPeerIsWaitedForAndMayAnswerOnAnotherConnection() {
        FakeSocket req = socket(STRICT);
        FakePipe server = req.accept("server");
        req.send("question");
        req.lose(server);
        assertThatThrownBy(() -> req.send("again")).isInstanceOf(SocketStateException.class);
        assertThat(req.poll()).isFalse();
        FakePipe again = req.accept("again");
        again.arrive("", "answer");
        assertThat(req.receive()).containsExactly("answer");
    }

    @Test
    void whatALostPeerAnsweredBeforeIsReceived() {
        FakeSocket req = socket(STRICT);
        FakePipe server = req.accept("server");
        server.arrive("", "stale");
        req.send("question");
        server.arrive("", "answer");
        req.lose(server);
        assertThat(req.receive()).containsExactly("answer");
    }

    @Test
    void inAHandlerTheNextRequestMayBeSent() {
        FakeSocket req = socket(STRICT);
        FakePipe server = req.accept("server");
        req.send("1");
        server.arrive("", "answer to 1");
        assertThat(req.receive(() -> assertThat(req.send("2")).isTrue())).isTrue();
        server.arrive("", "answer to 2");
        assertThat(req.receive()).containsExactly("answer to 2");
    }

    @Test
    void aReceiverThatWaitsIsToldWhenThereIsSomethingToWaitFor() {
        FakeSocket req = socket(STRICT);
        FakePipe server = req.accept("server");
        server.arrive("", "stale");
        assertThat(req.poll()).isFalse(); // nothing asked: it is nothing
        req.wakeUps();
        req.send("question");
        assertThat(req.wakeUps()).isEqualTo(1);
        server.arrive("", "answer");
        assertThat(req.poll()).isTrue();
    }

    @Test
    void probesWithAnEmptyMessage() {
        FakeSocket req = socket(STRICT.with(SocketOption.PROBE_ROUTER, true));
        assertThat(req.accept("router").takeAll()).containsExactly(List.of(""));
    }

    private static FakeSocket socket(SocketOptions options) {
        return new FakeSocket(options).with(new ReqRouting(options));
    }

}
