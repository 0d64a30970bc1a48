package zlink.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import zlink.api.DealerSocket;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.PairSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.SocketType;
import zlink.api.SubSocket;
import zlink.api.XPubSocket;
import zlink.tests.fixture.Deadline;

/** Either side goes and comes back; the parameter says who stays bound or connected, the other goes. */
abstract class ForeignReconnects extends ForeignContract {

    @Test
    void weComeFirst() {
        Endpoint endpoint = transport.free();
        PushSocket push = context.push();
        ForeignSocket pull = peer.open(SocketType.PULL);
        if (binder == Binder.ZLINK) {
            push.bind(endpoint);
            pull.connect(endpoint.toString());
        } else {
            push.connect(endpoint);
            push.send("queued before you came");
            rebind(pull, endpoint);
            assertThat(pull.nextTexts()).containsExactly("queued before you came");
        }
        push.send("hello");
        assertThat(pull.nextTexts()).containsExactly("hello");
    }

    @Test
    void theyComeFirst() {
        Endpoint endpoint = transport.free();
        ForeignSocket push = peer.open(SocketType.PUSH);
        PullSocket pull = context.pull();
        if (binder == Binder.ZLINK) {
            push.connect(endpoint.toString());
            push.send("queued before you came");
            pull.bind(endpoint);
            assertThat(next(pull).text()).isEqualTo("queued before you came");
        } else {
            rebind(push, endpoint);
            pull.connect(endpoint);
        }
        push.send("hello");
        assertThat(next(pull).text()).isEqualTo("hello");
    }

    @Test
    void theyGoAndComeBack() {
        Endpoint endpoint = transport.free();
        PairSocket pair = context.pair();
        if (binder == Binder.ZLINK) {
            pair.bind(endpoint);
        } else {
            pair.connect(endpoint);
        }
        for (int i = 0; i < 5; i++) {
            ForeignSocket foreign = peer.open(SocketType.PAIR);
            if (binder == Binder.ZLINK) {
                foreign.connect(endpoint.toString());
            } else {
                rebind(foreign, endpoint);
            }
            awaitConnections(pair, 1);
            pair.send("to " + i);
            foreign.send("from " + i);
            assertThat(foreign.nextTexts()).containsExactly("to " + i);
            assertThat(next(pair).text()).isEqualTo("from " + i);
            foreign.close();
            awaitConnections(pair, 0);
        }
    }

    @Test
    void weGoAndComeBack() {
        Endpoint endpoint = transport.free();
        ForeignSocket foreign = peer.open(SocketType.DEALER);
        if (binder == Binder.PEER) {
            rebind(foreign, endpoint);
        } else {
            foreign.connect(endpoint.toString());
        }
        for (int i = 0; i < 5; i++) {
            DealerSocket dealer = context.dealer();
            if (binder == Binder.PEER) {
                dealer.connect(endpoint);
            } else {
                dealer.bind(endpoint);
            }
            dealer.send("hello " + i);
            assertThat(foreign.nextTexts()).containsExactly("hello " + i);
            foreign.send("welcome " + i);
            assertThat(next(dealer).text()).isEqualTo("welcome " + i);
            dealer.close();
        }
    }

    @Test
    void theirSubscriptionsComeBackWithThem() {
        Endpoint endpoint = transport.free();
        ForeignSocket sub = peer.open(SocketType.SUB);
        sub.subscribe("a");
        sub.subscribe("b");
        sub.unsubscribe("a");
        if (binder == Binder.ZLINK) {
            sub.connect(endpoint.toString());
        } else {
            rebind(sub, endpoint);
        }
        for (int i = 0; i < 3; i++) {
            XPubSocket xpub = context.xpub();
            if (binder == Binder.ZLINK) {
                xpub.bind(endpoint);
            } else {
                xpub.connect(endpoint);
            }
            assertThat(next(xpub, sub).bytes()).containsExactly(1, 'b');
            xpub.send("a");
            xpub.send("b" + i);
            assertThat(sub.nextTexts()).containsExactly("b" + i);
            xpub.close();
        }
    }

    @Test
    void ourSubscriptionsComeBackWithUs() {
        Endpoint endpoint = transport.free();
        SubSocket sub = context.sub();
        sub.subscribe("a");
        sub.subscribe("b");
        sub.unsubscribe("a");
        if (binder == Binder.ZLINK) {
            sub.bind(endpoint);
        } else {
            sub.connect(endpoint);
        }
        for (int i = 0; i < 3; i++) {
            ForeignSocket xpub = peer.open(SocketType.XPUB);
            if (binder == Binder.ZLINK) {
                xpub.connect(endpoint.toString());
            } else {
                rebind(xpub, endpoint);
            }
            assertThat(xpub.next().get(0)).containsExactly(1, 'b');
            xpub.send("a");
            xpub.send("b" + i);
            assertThat(next(sub).text()).isEqualTo("b" + i);
            xpub.close();
            awaitConnections(sub, 0);
        }
    }

    @Test
    void theyAreKnownByTheirIdAgain() {
        Endpoint endpoint = transport.free();
        RouterSocket router = context.router(with(SocketOption.ROUTER_MANDATORY, true));
        RoutingId theirs = RoutingId.of("theirs");
        if (binder == Binder.ZLINK) {
            router.bind(endpoint);
        } else {
            router.connect(endpoint);
        }
        for (int i = 0; i < 3; i++) {
            ForeignSocket dealer = peer.open(SocketType.DEALER, Map.of(ForeignPeer.Option.ROUTING_ID, theirs.bytes()));
            if (binder == Binder.ZLINK) {
                dealer.connect(endpoint.toString());
            } else {
                rebind(dealer, endpoint);
            }
            Deadline.await("it is known", () -> router.isConnected(theirs));
            router.send(theirs, Message.of("hello", "" + i));
            assertThat(dealer.nextTexts()).containsExactly("hello", "" + i);
            dealer.close();
            Deadline.await("it is gone", () -> !router.isConnected(theirs));
        }
    }
}
