package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zlink.tests.contract.OverEachTransport.awaitConnections;
import static zlink.tests.contract.OverEachTransport.nextText;
import static zlink.tests.contract.OverEachTransport.nextTexts;
import static zlink.tests.contract.OverEachTransport.stray;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.DealerSocket;
import zlink.api.EndpointHandle;
import zlink.api.EndpointUnavailableException;
import zlink.api.MonitorEvent;
import zlink.api.PairSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.RepSocket;
import zlink.api.ReqSocket;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SubSocket;
import zlink.api.XPubSocket;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.MonitorLog;

/** What only inproc does: names that belong to a context. */
class InprocTest {
    private final Context context = Context.create();

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    @Test
    void connectMayComeBeforeBind() {
        PairSocket early = context.pair();
        early.connect("inproc://later");
        early.send("early");

        PairSocket late = context.pair();
        late.bind("inproc://later");
        late.send("late");

        assertThat(nextText(late)).isEqualTo("early");
        assertThat(nextText(early)).isEqualTo("late");
    }

    @Test
    void manyMayConnectBeforeBind() {
        PushSocket[] pushes = {context.push(), context.push(), context.push()};
        for (int i = 0; i < pushes.length; i++) {
            pushes[i].connect("inproc://later");
            pushes[i].send("" + i);
        }

        PullSocket pull = context.pull();
        pull.bind("inproc://later");

        assertThat(nextTexts(pull, 3)).containsExactlyInAnyOrder("0", "1", "2");
    }

    @Test
    void idsAndSubscriptionsOfThoseWhoConnectedFirstAreExchangedAtBind() {
        DealerSocket dealer = context.dealer(SocketOptions.defaults()
                .with(SocketOption.ROUTING_ID, RoutingId.of("dealer")));
        dealer.connect("inproc://router");
        dealer.send("hello");
        SubSocket sub = context.sub();
        sub.connect("inproc://xpub");
        sub.subscribe("a");

        RouterSocket router = context.router();
        router.bind("inproc://router");
        XPubSocket xpub = context.xpub();
        xpub.bind("inproc://xpub");

        assertThat(OverEachTransport.next(router).texts()).containsExactly("dealer", "hello");
        assertThat(OverEachTransport.next(xpub).bytes()).containsExactly(1, 'a');
        xpub.send("abc");
        assertThat(nextText(sub)).isEqualTo("abc");
    }

    @Test
    void requestSentBeforeBindIsAnswered() {
        ReqSocket req = context.req();
        req.connect("inproc://later");
        req.send("question");

        RepSocket rep = context.rep();
        rep.bind("inproc://later");

        assertThat(nextText(rep)).isEqualTo("question");
        rep.send("answer");
        assertThat(nextText(req)).isEqualTo("answer");
    }

    @Test
    void socketThatConnectedInVainMayGo() {
        PushSocket gone = context.push();
        gone.connect("inproc://later");
        gone.send("gone");
        gone.close(Duration.ZERO);
        PushSocket disconnected = context.push();
        EndpointHandle handle = disconnected.connect("inproc://later");
        handle.close();
        PushSocket stays = context.push();
        stays.connect("inproc://later");
        stays.send("stays");

        PullSocket pull = context.pull();
        pull.bind("inproc://later");

        assertThat(nextText(pull)).isEqualTo("stays");
        assertThat(stray(pull)).isEmpty();
        assertThat(disconnected.trySend("nobody")).isFalse();
    }

    @Test
    void nameIsTakenOnce() {
        PullSocket first = context.pull();
        first.bind("inproc://name");
        PullSocket second = context.pull();

        assertThatThrownBy(() -> second.bind("inproc://name")).isInstanceOf(EndpointUnavailableException.class)
                .hasMessageContaining("inproc://name");

        PushSocket push = context.push();
        push.connect("inproc://name");
        push.send("for the first");
        assertThat(nextText(first)).isEqualTo("for the first");
    }

    @Test
    void nameIsFreeAgainAfterUnbind() {
        PullSocket first = context.pull();
        EndpointHandle handle = first.bind("inproc://name");
        handle.close();
        PullSocket second = context.pull();
        second.bind("inproc://name");
        PushSocket push = context.push();
        push.connect("inproc://name");

        push.send("for the second");

        assertThat(nextText(second)).isEqualTo("for the second");
        assertThat(first.tryReceive()).isEmpty();
    }

    @Test
    void namesOfTwoContextsAreDifferent() {
        try (Context other = Context.create()) {
            PullSocket here = context.pull();
            PullSocket there = other.pull();
            here.bind("inproc://name");
            there.bind("inproc://name");
            PushSocket push = other.push();
            push.connect("inproc://name");

            push.send("over there");

            assertThat(nextText(there)).isEqualTo("over there");
            assertThat(here.tryReceive()).isEmpty();
        }
    }

    @Test
    void closingContextDoesNotWaitForABindThatCannotCome() {
        Context closing = Context.create(ContextOptions.defaults().withCloseTimeout(SocketOption.FOREVER)
                .withSocketDefaults(SocketOptions.defaults().with(SocketOption.LINGER, SocketOption.FOREVER)));
        PushSocket open = closing.push();
        PushSocket lingering = closing.push();
        open.connect("inproc://nobody");
        lingering.connect("inproc://nobody");
        open.send("lost");
        lingering.send("lost too");
        MonitorLog log = MonitorLog.of(open);

        try (BackgroundCall<Void> alreadyClosing = BackgroundCall.running(lingering::close).awaitBlocked()) {
            BackgroundCall.running(closing::close).result();
            alreadyClosing.result();
        }

        assertThat(open.statistics().messagesDropped()).isEqualTo(1);
        assertThat(lingering.statistics().messagesDropped()).isEqualTo(1);
        assertThat(log.await(MonitorEvent.Closed.class).detail()).contains("nobody has bound");
    }

    @Test
    void contextWithoutIoThreadsDoesInproc() {
        try (Context threadless = Context.create(ContextOptions.defaults().withIoThreads(0))) {
            PullSocket pull = threadless.pull();
            pull.bind("inproc://name");
            PushSocket push = threadless.push();
            push.connect("inproc://name");
            push.send("no thread needed");
            assertThat(nextText(pull)).isEqualTo("no thread needed");

            assertThatThrownBy(() -> pull.bind("tcp://127.0.0.1:*"))
                    .isInstanceOf(EndpointUnavailableException.class).hasMessageContaining("0 I/O threads");
            assertThatThrownBy(() -> push.connect("tcp://127.0.0.1:1"))
                    .isInstanceOf(EndpointUnavailableException.class).hasMessageContaining("0 I/O threads");
        }
    }

    @Test
    void socketsOfTypesThatDoNotMatchExchangeNothing() {
        PullSocket pull = context.pull();
        pull.bind("inproc://name");
        SubSocket stranger = context.sub();
        stranger.subscribe("");
        stranger.connect("inproc://name");
        PushSocket push = context.push();
        push.connect("inproc://name");
        awaitConnections(pull, 1);

        push.send("for a pull");

        assertThat(List.of(nextText(pull))).containsExactly("for a pull");
        assertThat(stranger.tryReceive()).isEmpty();
    }
}
