package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.api.DealerSocket;
import zlink.api.Message;
import zlink.api.Proxy;
import zlink.api.PubSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.RepSocket;
import zlink.api.ReqSocket;
import zlink.api.RouterSocket;
import zlink.api.SubSocket;
import zlink.api.XPubSocket;
import zlink.api.XSubSocket;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Filling;
import zlink.tests.fixture.Subscriptions;

/** Forwarding between two sockets. */
class ProxyTest extends OverEachTransport {

    @Test
    void requestsGoThroughAndRepliesComeBack() {
        RouterSocket frontend = context.router();
        DealerSocket backend = context.dealer();
        ReqSocket[] reqs = {context.req(), context.req()};
        RepSocket rep = context.rep();
        join(frontend, reqs);
        join(backend, rep);
        try (Proxy proxy = context.proxy(frontend, backend).start()) {
            for (int i = 0; i < 100; i++) {
                reqs[0].send("0:" + i);
                reqs[1].send("1:" + i);
                for (int k = 0; k < 2; k++) {
                    rep.send("re " + nextText(rep));
                }
                assertThat(nextText(reqs[0])).isEqualTo("re 0:" + i);
                assertThat(nextText(reqs[1])).isEqualTo("re 1:" + i);
            }
            assertThat(proxy.state()).isEqualTo(Proxy.State.RUNNING);
        }
    }

    @Test
    void messagesGoOneWayWhereOnlyThatIsPossible() {
        PullSocket frontend = context.pull();
        PushSocket backend = context.push();
        PushSocket source = context.push();
        PullSocket sink = context.pull();
        join(frontend, source);
        join(backend, sink);
        try (Proxy proxy = context.proxy(frontend, backend).start()) {
            for (int i = 0; i < 3000; i++) {
                source.send(Message.of("" + i, "more"));
                if (i >= 500) {
                    assertThat(next(sink).texts()).containsExactly("" + (i - 500), "more");
                }
            }
            for (int i = 2500; i < 3000; i++) {
                assertThat(next(sink).text(0)).isEqualTo("" + i);
            }
            Deadline.await("the last is counted", () -> proxy.statistics().backendMessagesSent() == 3000);
            long bytes = source.statistics().bytesSent();
            assertThat(proxy.statistics()).isEqualTo(new Proxy.Statistics(3000, bytes, 0, 0, 0, 0, 3000, bytes, 0));
        }
    }

    @Test
    void subscriptionsGoUpAndMessagesDown() {
        XSubSocket frontend = context.xsub();
        XPubSocket backend = context.xpub();
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        join(pub, frontend);
        join(backend, sub);
        try (Proxy proxy = context.proxy(frontend, backend).start()) {
            sub.subscribe("a");
            Subscriptions.settle(pub, sub);
            pub.send("b");
            pub.send("a");

            assertThat(nextText(sub)).isEqualTo("a");
            assertThat(proxy.statistics().backendMessagesReceived()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void whatTheCaptureSocketDoesNotTakeIsCounted() {
        PullSocket frontend = context.pull();
        PushSocket backend = context.push();
        PushSocket source = context.push();
        PullSocket sink = context.pull();
        join(frontend, source);
        join(backend, sink);
        try (Proxy proxy = context.proxy(frontend, backend).capture(context.push()).start()) {
            source.send("nobody listens in");
            source.send("still nobody");
            assertThat(nextTexts(sink, 2)).containsExactly("nobody listens in", "still nobody");
            Deadline.await("both are counted", () -> proxy.statistics().capturesDropped() == 2);
        }
    }

    @Test
    void captureSeesEverythingThatPasses() {
        RouterSocket frontend = context.router();
        DealerSocket backend = context.dealer();
        ReqSocket req = context.req();
        RepSocket rep = context.rep();
        PushSocket capture = context.push();
        PullSocket captured = context.pull();
        join(frontend, req);
        join(backend, rep);
        join(captured, capture);
        try (Proxy proxy = context.proxy(frontend, backend).capture(capture).start()) {
            req.send("question");
            rep.send("answer to " + nextText(rep));
            assertThat(nextText(req)).isEqualTo("answer to question");

            List<String> question = next(captured).texts();
            List<String> answer = next(captured).texts();
            assertThat(question.get(question.size() - 1)).isEqualTo("question");
            assertThat(answer.get(answer.size() - 1)).isEqualTo("answer to question");
            assertThat(proxy.statistics().frontendMessagesReceived()).isEqualTo(1);
            assertThat(proxy.statistics().frontendMessagesSent()).isEqualTo(1);
        }
    }

    @Test
    void pausedProxyTakesNothingAndResumedLosesNothing() {
        PullSocket frontend = context.pull();
        PushSocket backend = context.push();
        PushSocket source = context.push();
        PullSocket sink = context.pull();
        join(frontend, source);
        join(backend, sink);
        try (Proxy proxy = context.proxy(frontend, backend).start()) {
            source.send("before");
            assertThat(nextText(sink)).isEqualTo("before");

            proxy.pause();
            Deadline.await("it is paused", () -> proxy.state() == Proxy.State.PAUSED);
            source.send("1");
            source.send("2");
            Deadline.await("they wait", () -> frontend.statistics().receiveQueue().messages() == 2);
            assertThat(stray(sink)).isEmpty();

            proxy.resume();
            assertThat(nextTexts(sink, 2)).containsExactly("1", "2");
            assertThat(proxy.state()).isEqualTo(Proxy.State.RUNNING);
        }
    }

    @Test
    void stoppedProxyLeavesItsSocketsOpen() {
        PullSocket frontend = context.pull();
        PushSocket backend = context.push();
        PushSocket source = context.push();
        PullSocket sink = context.pull();
        join(frontend, source);
        join(backend, sink);
        Proxy proxy = context.proxy(frontend, backend).start();
        BackgroundCall<Void> waiting = BackgroundCall.running(proxy::awaitStopped).awaitBlocked();

        proxy.close();
        proxy.close();

        waiting.result();
        assertThat(proxy.state()).isEqualTo(Proxy.State.STOPPED);
        source.send("by hand");
        backend.send(next(frontend));
        assertThat(nextText(sink)).isEqualTo("by hand");
    }

    @Test
    void proxyStopsWhenOneOfItsSocketsCloses() {
        PullSocket frontend = context.pull();
        PushSocket backend = context.push();
        bind(frontend);
        bind(backend);
        Proxy proxy = context.proxy(frontend, backend).start();
        BackgroundCall<Void> waiting = BackgroundCall.running(proxy::awaitStopped).awaitBlocked();

        backend.close();

        waiting.result();
        assertThat(proxy.state()).isEqualTo(Proxy.State.STOPPED);
        assertThat(frontend.isClosed()).isFalse();
        proxy.close();
    }

    @Test
    void contextStopsItsProxies() {
        PullSocket frontend = context.pull();
        PushSocket backend = context.push();
        bind(frontend);
        bind(backend);
        Proxy proxy = context.proxy(frontend, backend).start();

        context.close();

        BackgroundCall.running(proxy::awaitStopped).result();
        assertThat(proxy.state()).isEqualTo(Proxy.State.STOPPED);
    }

    @Test
    void slowSinkHoldsTheSourceBackWithoutLoss() {
        PullSocket frontend = context.pull(narrow(2));
        PushSocket backend = context.push(narrow(2));
        PushSocket source = context.push(narrow(2));
        PullSocket sink = context.pull(narrow(2));
        join(frontend, source);
        join(backend, sink);
        byte[] large = new byte[32 << 10];
        try (Proxy proxy = context.proxy(frontend, backend).start()) {
            int sent = Filling.fill(i -> source.send(Message.copyOf(bytes("" + i), large), Deadline.A_WHILE));
            for (int i = 0; i < sent; i++) {
                assertThat(next(sink).text(0)).isEqualTo("" + i);
            }
            Deadline.await("all are counted", () -> proxy.statistics().backendMessagesSent() == sent);
        }
    }

    @Test
    void socketsThatCannotForwardAreRefused() {
        PushSocket push = context.push();
        PushSocket other = context.push();

        assertThatThrownBy(() -> context.proxy(push, other)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("PUSH and PUSH", "PULL and PUSH");
        assertThatThrownBy(() -> context.proxy(context.req(), push)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REQ socket as frontend");
    }
}
