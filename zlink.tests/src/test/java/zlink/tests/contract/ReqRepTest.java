package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.api.DealerSocket;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.RepSocket;
import zlink.api.ReqSocket;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.SocketStateException;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;

/** RFC 28, REQ and REP: a request, then its reply. */
class ReqRepTest extends OverEachTransport {

    @Test
    void everyRequestGetsItsReply() {
        ReqSocket req = context.req();
        RepSocket rep = context.rep();
        join(rep, req);

        for (int i = 0; i < 50; i++) {
            req.send(Message.of("question", "" + i));
            assertThat(next(rep).texts()).containsExactly("question", "" + i);
            rep.send(Message.of("answer", "" + i));
            assertThat(next(req).texts()).containsExactly("answer", "" + i);
        }
    }

    @Test
    void reqAsksItsPeersInTurn() {
        ReqSocket req = context.req();
        List<RepSocket> reps = List.of(context.rep(), context.rep());
        reps.forEach(rep -> req.connect(bind(rep)));
        awaitConnections(req, 2);

        for (int i = 0; i < 6; i++) {
            req.send("question " + i);
            RepSocket asked = reps.get(i % 2);
            assertThat(nextText(asked)).isEqualTo("question " + i);
            asked.send("answer " + i);
            assertThat(nextText(req)).isEqualTo("answer " + i);
        }
    }

    @Test
    void repAnswersWhoeverAsked() {
        RepSocket rep = context.rep();
        ReqSocket[] reqs = {context.req(), context.req(), context.req()};
        join(rep, reqs);
        for (int i = 0; i < reqs.length; i++) {
            reqs[i].send("" + i);
        }

        for (int i = 0; i < reqs.length; i++) {
            rep.send("for " + nextText(rep));
        }
        for (int i = 0; i < reqs.length; i++) {
            assertThat(nextText(reqs[i])).isEqualTo("for " + i);
        }
    }

    @Test
    void repCannotAnswerBeforeItIsAsked() {
        RepSocket rep = context.rep();
        ReqSocket req = context.req();
        join(rep, req);

        assertThatThrownBy(() -> rep.send("answer")).isInstanceOf(SocketStateException.class);
        assertThatThrownBy(() -> rep.trySend("answer")).isInstanceOf(SocketStateException.class);

        req.send("question");
        assertThat(nextText(rep)).isEqualTo("question");
        assertThatThrownBy(rep::receive).isInstanceOf(SocketStateException.class);
        rep.send("answer");
        assertThatThrownBy(() -> rep.send("another")).isInstanceOf(SocketStateException.class);
        assertThat(nextText(req)).isEqualTo("answer");
    }

    @Test
    void reqCannotAskAgainBeforeTheAnswer() {
        ReqSocket req = context.req();
        RepSocket rep = context.rep();
        join(rep, req);

        assertThatThrownBy(req::tryReceive).isInstanceOf(SocketStateException.class);
        req.send("question");
        assertThatThrownBy(() -> req.send("another")).isInstanceOf(SocketStateException.class);
        assertThatThrownBy(() -> req.trySend("another")).isInstanceOf(SocketStateException.class);

        assertThat(nextText(rep)).isEqualTo("question");
        rep.send("answer");
        assertThat(nextText(req)).isEqualTo("answer");
        assertThatThrownBy(req::receive).isInstanceOf(SocketStateException.class);
    }

    @Test
    void reqWithoutPeersWaits() {
        ReqSocket req = context.req();
        Endpoint endpoint = bind(req);
        assertThat(req.trySend("too early")).isFalse();

        try (BackgroundCall<Void> sending = BackgroundCall.running(() -> req.send("in time")).awaitBlocked()) {
            RepSocket rep = context.rep();
            rep.connect(endpoint);
            assertThat(nextText(rep)).isEqualTo("in time");
            sending.result();
        }
    }

    @Test
    void requestTravelsBehindAnEmptyFrame() {
        ReqSocket req = context.req();
        RouterSocket router = context.router();
        join(router, req);

        req.send("question");
        Message request = next(router);
        assertThat(request.texts().subList(1, 3)).containsExactly("", "question");
        router.send(request.routingId(), Message.of("", "answer"));

        assertThat(nextText(req)).isEqualTo("answer");
    }

    @Test
    void repReturnsTheWholeEnvelope() {
        DealerSocket dealer = context.dealer();
        RepSocket rep = context.rep();
        join(rep, dealer);

        dealer.send(Message.of("outer", "inner", "", "question", "and more"));
        assertThat(next(rep).texts()).containsExactly("question", "and more");
        rep.send("answer");

        assertThat(next(dealer).texts()).containsExactly("outer", "inner", "", "answer");
    }

    @Test
    void requestWithoutAnEmptyFrameIsIgnored() {
        DealerSocket dealer = context.dealer();
        RepSocket rep = context.rep();
        join(rep, dealer);

        dealer.send(Message.of("no", "delimiter"));
        dealer.send(Message.of("", "question"));

        assertThat(nextText(rep)).isEqualTo("question");
    }

    @Test
    void replyWithoutAnEmptyFrameIsIgnored() {
        ReqSocket req = context.req();
        RouterSocket router = context.router();
        join(router, req);

        req.send("question");
        Message request = next(router);
        router.send(request.routingId(), Message.of("bad", "answer"));
        router.send(request.routingId(), Message.of("", "good answer"));

        assertThat(nextText(req)).isEqualTo("good answer");
    }

    @Test
    void replyFromSomeoneWhoWasNotAskedIsIgnored() {
        ReqSocket req = context.req();
        RouterSocket asked = context.router();
        RouterSocket other = context.router();
        req.connect(bind(asked));
        req.connect(bind(other));
        awaitConnections(req, 2);
        req.send("first");
        Message toAsked = next(asked);
        asked.send(toAsked.routingId(), Message.of("", "first answer"));
        assertThat(nextText(req)).isEqualTo("first answer");

        req.send("second");
        Message toOther = next(other);
        asked.send(toAsked.routingId(), Message.of("", "not asked"));
        assertThat(stray(req)).isEmpty();
        other.send(toOther.routingId(), Message.of("", "second answer"));

        assertThat(nextText(req)).isEqualTo("second answer");
    }

    @Test
    void correlatedRequestIsAnsweredOnlyByItsOwnReply() {
        ReqSocket req = context.req(with(SocketOption.REQ_CORRELATE, true));
        RouterSocket router = context.router();
        join(router, req);

        req.send("question");
        Message request = next(router);
        assertThat(request.frameCount()).isEqualTo(4);
        assertThat(request.size(1)).isEqualTo(4);
        assertThat(request.texts().subList(2, 4)).containsExactly("", "question");
        router.send(request.routingId(), Message.of("", "no number"));
        router.send(request.routingId(), Message.of("1234567", "", "wrong number"));
        router.send(request.routingId(), Message.builder().frame(request.bytes(1)).empty().frame("right").build());

        assertThat(nextText(req)).isEqualTo("right");
    }

    @Test
    void relaxedReqMayAskAgainAndIgnoresTheLateReply() {
        ReqSocket req = context.req(with(SocketOption.REQ_RELAXED, true).with(SocketOption.REQ_CORRELATE, true));
        RouterSocket router = context.router();
        join(router, req);

        req.send("first");
        Message first = next(router);
        req.send("second");
        Message second = next(router);
        router.send(first.routingId(), Message.builder().frame(first.bytes(1)).empty().frame("late").build());
        router.send(second.routingId(), Message.builder().frame(second.bytes(1)).empty().frame("timely").build());

        assertThat(nextText(req)).isEqualTo("timely");
    }

    @Test
    void relaxedReqWithoutCorrelationTakesALateReplyForTheNewOnes() {
        ReqSocket req = context.req(with(SocketOption.REQ_RELAXED, true));
        RouterSocket router = context.router();
        join(router, req);

        req.send("first");
        RoutingId from = next(router).routingId();
        req.send("second");
        assertThat(next(router).texts()).endsWith("second");
        router.send(from, Message.of("", "late"));

        assertThat(nextText(req)).isEqualTo("late");
    }

    @Test
    void relaxedReqWithoutCorrelationIgnoresAReplyThatCameBeforeItAskedAgain() {
        ReqSocket req = context.req(with(SocketOption.REQ_RELAXED, true));
        RouterSocket router = context.router();
        join(router, req);
        req.send("first");
        RoutingId from = next(router).routingId();
        router.send(from, Message.of("", "given up"));
        Deadline.await("the reply is there", () -> req.statistics().receiveQueue().messages() == 1);

        req.send("second");
        assertThat(next(router).texts()).endsWith("second");
        router.send(from, Message.of("", "second answer"));

        assertThat(nextText(req)).isEqualTo("second answer");
    }

    @Test
    void replyToAPeerThatHasGoneIsDropped() {
        RepSocket rep = context.rep();
        ReqSocket leaving = context.req();
        ReqSocket staying = context.req();
        join(rep, leaving);
        leaving.send("and away");
        assertThat(nextText(rep)).isEqualTo("and away");
        leaving.close();
        awaitConnections(rep, 0);

        rep.send("for nobody");

        joinTo(rep.endpoints().get(0).endpoint(), rep, staying);
        staying.send("still here");
        assertThat(nextText(rep)).isEqualTo("still here");
        rep.send("good");
        assertThat(nextText(staying)).isEqualTo("good");
    }

    @Test
    void reqAndRepMayCallThroughRouterAndDealer() {
        RouterSocket frontend = context.router();
        DealerSocket backend = context.dealer();
        ReqSocket req = context.req();
        RepSocket rep = context.rep();
        join(frontend, req);
        join(backend, rep);

        req.send("question");
        backend.send(next(frontend));
        assertThat(nextText(rep)).isEqualTo("question");
        rep.send("answer");
        frontend.send(next(backend));

        assertThat(nextText(req)).isEqualTo("answer");
    }
}
