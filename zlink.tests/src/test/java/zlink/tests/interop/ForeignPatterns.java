package zlink.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zlink.api.DealerSocket;
import zlink.api.HostUnreachableException;
import zlink.api.Message;
import zlink.api.PairSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.RepSocket;
import zlink.api.ReqSocket;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.SocketType;
import zlink.tests.fixture.Deadline;

/** Each pair of socket types that may talk, but for publishers and subscribers. */
abstract class ForeignPatterns extends ForeignContract {
    private static final int ROUNDS = 20;

    @Test
    void pairAndPair() {
        PairSocket pair = context.pair();
        ForeignSocket foreign = meet(pair, SocketType.PAIR);
        for (int i = 0; i < ROUNDS; i++) {
            pair.send(Message.of("ours", "" + i));
            foreign.send("theirs", "" + i);
        }
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(foreign.nextTexts()).containsExactly("ours", "" + i);
            assertThat(next(pair).texts()).containsExactly("theirs", "" + i);
        }
    }

    @Test
    void pushAndForeignPull() {
        PushSocket push = context.push();
        ForeignSocket pull = meet(push, SocketType.PULL);
        for (int i = 0; i < ROUNDS; i++) {
            push.send(Message.of("" + i, "", "end"));
        }
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(pull.nextTexts()).containsExactly("" + i, "", "end");
        }
    }

    @Test
    void pullAndForeignPush() {
        PullSocket pull = context.pull();
        ForeignSocket push = meet(pull, SocketType.PUSH);
        for (int i = 0; i < ROUNDS; i++) {
            push.send("" + i, "", "end");
        }
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(next(pull).texts()).containsExactly("" + i, "", "end");
        }
    }

    @Test
    void reqAndForeignRep() {
        ReqSocket req = context.req();
        ForeignSocket rep = meet(req, SocketType.REP);
        for (int i = 0; i < ROUNDS; i++) {
            req.send(Message.of("question", "" + i));
            assertThat(rep.nextTexts()).containsExactly("question", "" + i);
            rep.send("answer", "" + i);
            assertThat(next(req).texts()).containsExactly("answer", "" + i);
        }
    }

    @Test
    void correlatedReqAndForeignRep() {
        ReqSocket req = context.req(with(SocketOption.REQ_CORRELATE, true));
        ForeignSocket rep = meet(req, SocketType.REP);
        for (int i = 0; i < ROUNDS; i++) {
            req.send("question " + i);
            assertThat(rep.nextTexts()).containsExactly("question " + i);
            rep.send("answer " + i);
            assertThat(next(req).text()).isEqualTo("answer " + i);
        }
    }

    @Test
    void repAndForeignReq() {
        RepSocket rep = context.rep();
        ForeignSocket req = meet(rep, SocketType.REQ);
        for (int i = 0; i < ROUNDS; i++) {
            req.send("question", "" + i);
            assertThat(next(rep).texts()).containsExactly("question", "" + i);
            rep.send(Message.of("answer", "" + i));
            assertThat(req.nextTexts()).containsExactly("answer", "" + i);
        }
    }

    @Test
    void repAndForeignCorrelatedReq() {
        RepSocket rep = context.rep();
        ForeignSocket req = meet(rep, SocketType.REQ, Map.of(ForeignPeer.Option.REQ_CORRELATE, 1));
        for (int i = 0; i < ROUNDS; i++) {
            req.send("question " + i);
            assertThat(next(rep).text()).isEqualTo("question " + i);
            rep.send("answer " + i);
            assertThat(req.nextTexts()).containsExactly("answer " + i);
        }
    }

    @Test
    void reqAndForeignRouter() {
        ReqSocket req = context.req(with(SocketOption.ROUTING_ID, RoutingId.of("ours")));
        ForeignSocket router = meet(req, SocketType.ROUTER);
        for (int i = 0; i < ROUNDS; i++) {
            req.send("question " + i);
            assertThat(router.nextTexts()).containsExactly("ours", "", "question " + i);
            router.send("ours", "", "answer " + i);
            assertThat(next(req).text()).isEqualTo("answer " + i);
        }
    }

    @Test
    void routerAndForeignReq() {
        RouterSocket router = context.router();
        ForeignSocket req = meet(router, SocketType.REQ);
        for (int i = 0; i < ROUNDS; i++) {
            req.send("question " + i);
            Message request = next(router);
            assertThat(request.withoutFirst().texts()).containsExactly("", "question " + i);
            router.send(request.routingId(), Message.of("", "answer " + i));
            assertThat(req.nextTexts()).containsExactly("answer " + i);
        }
    }

    @Test
    void repAndForeignDealer() {
        RepSocket rep = context.rep();
        ForeignSocket dealer = meet(rep, SocketType.DEALER);
        dealer.send("no delimiter");
        for (int i = 0; i < ROUNDS; i++) {
            dealer.send("envelope", "", "question " + i);
            assertThat(next(rep).text()).isEqualTo("question " + i);
            rep.send("answer " + i);
            assertThat(dealer.nextTexts()).containsExactly("envelope", "", "answer " + i);
        }
    }

    @Test
    void dealerAndForeignRep() {
        DealerSocket dealer = context.dealer();
        ForeignSocket rep = meet(dealer, SocketType.REP);
        for (int i = 0; i < ROUNDS; i++) {
            dealer.send(Message.of("envelope", "", "question " + i));
            assertThat(rep.nextTexts()).containsExactly("question " + i);
            rep.send("answer " + i);
            assertThat(next(dealer).texts()).containsExactly("envelope", "", "answer " + i);
        }
    }

    @Test
    void dealerAndForeignDealer() {
        DealerSocket dealer = context.dealer();
        ForeignSocket foreign = meet(dealer, SocketType.DEALER);
        for (int i = 0; i < ROUNDS; i++) {
            dealer.send("ours " + i);
            foreign.send("theirs", "" + i);
        }
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(foreign.nextTexts()).containsExactly("ours " + i);
            assertThat(next(dealer).texts()).containsExactly("theirs", "" + i);
        }
    }

    @Test
    void dealerAndForeignRouterByAnnouncedId() {
        DealerSocket dealer = context.dealer(with(SocketOption.ROUTING_ID, RoutingId.of("ours")));
        ForeignSocket router = meet(dealer, SocketType.ROUTER);
        for (int i = 0; i < ROUNDS; i++) {
            dealer.send(Message.of("question", "" + i));
            assertThat(router.nextTexts()).containsExactly("ours", "question", "" + i);
            router.send("ours", "answer", "" + i);
            assertThat(next(dealer).texts()).containsExactly("answer", "" + i);
        }
    }

    @Test
    void dealerAndForeignRouterByTheIdItMadeUp() {
        DealerSocket dealer = context.dealer();
        ForeignSocket router = meet(dealer, SocketType.ROUTER);
        dealer.send("question");
        List<byte[]> request = router.next();
        assertThat(request.get(0)).hasSize(5).startsWith(0);
        router.send(List.of(request.get(0), bytes("answer")));
        assertThat(next(dealer).text()).isEqualTo("answer");
    }

    @Test
    void routerAndForeignDealer() {
        RouterSocket router = context.router(with(SocketOption.ROUTER_MANDATORY, true));
        ForeignSocket named = meet(router, SocketType.DEALER, Map.of(ForeignPeer.Option.ROUTING_ID, bytes("theirs")));
        Deadline.await("it is known", () -> router.isConnected(RoutingId.of("theirs")));
        for (int i = 0; i < ROUNDS; i++) {
            router.send(Message.of("theirs", "question", "" + i));
            assertThat(named.nextTexts()).containsExactly("question", "" + i);
            named.send("answer " + i);
            assertThat(next(router).texts()).containsExactly("theirs", "answer " + i);
        }
        assertThatThrownBy(() -> router.send(Message.of("nobody", "question")))
                .isInstanceOf(HostUnreachableException.class);

        ForeignSocket nameless = meet(router, SocketType.DEALER);
        nameless.send("hello");
        Message hello = next(router);
        assertThat(hello.routingId().size()).isEqualTo(5);
        assertThat(hello.routingId().byteAt(0)).isZero();
        router.send(hello.routingId(), bytes("and to you"));
        assertThat(nameless.nextTexts()).containsExactly("and to you");
    }

    @Test
    void routerAndForeignRouter() {
        RouterSocket router = context.router(with(SocketOption.ROUTING_ID, RoutingId.of("ours")));
        ForeignSocket foreign = meet(router, SocketType.ROUTER, Map.of(ForeignPeer.Option.ROUTING_ID, bytes("theirs")));
        Deadline.await("it is known", () -> router.isConnected(RoutingId.of("theirs")));
        for (int i = 0; i < ROUNDS; i++) {
            router.send(Message.of("theirs", "" + i));
            assertThat(foreign.nextTexts()).containsExactly("ours", "" + i);
            foreign.send("ours", "", "" + i);
            assertThat(next(router).texts()).containsExactly("theirs", "", "" + i);
        }
    }

    @Test
    void probeReachesAForeignRouter() {
        DealerSocket dealer = context.dealer(with(SocketOption.PROBE_ROUTER, true)
                .with(SocketOption.ROUTING_ID, RoutingId.of("ours")));
        ForeignSocket router = meet(dealer, SocketType.ROUTER);
        assertThat(router.nextTexts()).containsExactly("ours", "");
    }

    @Test
    void foreignPeerTakesAnIdOver() {
        RouterSocket router = context.router(with(SocketOption.ROUTER_HANDOVER, true));
        Map<ForeignPeer.Option, Object> theirs = Map.of(ForeignPeer.Option.ROUTING_ID, bytes("theirs"));
        ForeignSocket before = meet(router, SocketType.DEALER, theirs);
        before.send("before");
        assertThat(next(router).texts()).containsExactly("theirs", "before");
        ForeignSocket after = meet(router, SocketType.DEALER, theirs);
        after.send("after");
        assertThat(next(router).texts()).containsExactly("theirs", "after");
        router.send(Message.of("theirs", "for the second"));
        assertThat(after.nextTexts()).containsExactly("for the second");
    }
}
