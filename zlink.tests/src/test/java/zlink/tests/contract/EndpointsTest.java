package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.EndpointUnavailableException;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SubSocket;
import zlink.api.XPubSocket;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Transport;

/** Binding, connecting and undoing both. */
class EndpointsTest extends OverEachTransport {

    @Test
    void boundHandleHasTheAddressToConnectTo() {
        PullSocket pull = context.pull();
        EndpointHandle first = pull.bind(transport.wildcard());
        EndpointHandle second = pull.bind(transport.wildcard());

        assertThat(first.isBound()).isTrue();
        assertThat(first.isOpen()).isTrue();
        assertThat(first.endpoint()).isNotEqualTo(second.endpoint());
        assertThat(first.endpoint().toString()).doesNotContain("*");
        assertThat(pull.endpoints()).containsExactly(first, second);
        for (EndpointHandle handle : pull.endpoints()) {
            PushSocket push = context.push();
            EndpointHandle connected = push.connect(handle.endpoint());
            assertThat(connected.isBound()).isFalse();
            assertThat(connected.endpoint()).isEqualTo(handle.endpoint());
            assertThat(push.endpoints()).containsExactly(connected);
            push.send("to " + handle.endpoint());
            assertThat(nextText(pull)).isEqualTo("to " + handle.endpoint());
        }
    }

    @Test
    void handlesSayWhatTheyAre() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        EndpointHandle bound = pull.bind(transport.wildcard());
        EndpointHandle connected = push.connect(bound.endpoint());

        assertThat(bound).hasToString("bound to " + bound.endpoint());
        assertThat(connected).hasToString("connects to " + bound.endpoint());
        push.close();
        pull.close();
        assertThat(bound).hasToString("no longer bound to " + bound.endpoint());
        assertThat(connected).hasToString("no longer connects to " + bound.endpoint());
    }

    @Test
    void addressInUseIsRefusedAndTheSocketGoesOn() {
        PullSocket first = context.pull();
        Endpoint endpoint = bind(first);
        PullSocket second = context.pull();

        assertThatThrownBy(() -> second.bind(endpoint))
                .isInstanceOfSatisfying(EndpointUnavailableException.class,
                        e -> assertThat(e.endpoint()).isEqualTo(endpoint))
                .hasMessageStartingWith(endpoint + ": cannot bind: ")
                .hasMessageNotContainingAny("cannot bind to", "cannot bind: cannot");
        assertThatThrownBy(() -> first.bind(endpoint)).isInstanceOf(EndpointUnavailableException.class);
        assertThat(second.endpoints()).isEmpty();

        PushSocket push = context.push();
        push.connect(endpoint);
        push.connect(bind(second));
        push.send("1");
        push.send("2");
        assertThat(next(first)).isNotNull();
        assertThat(next(second)).isNotNull();
    }

    @Test
    void unboundAddressIsFreeAtOnceAndPeersStay() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        EndpointHandle handle = pull.bind(transport.free());
        joinTo(handle.endpoint(), pull, push);

        handle.close();
        handle.close();

        assertThat(handle.isOpen()).isFalse();
        assertThat(pull.endpoints()).isEmpty();
        PullSocket other = context.pull();
        other.bind(handle.endpoint());
        push.send("for those we know");
        assertThat(nextText(pull)).isEqualTo("for those we know");
        PushSocket late = context.push();
        late.connect(handle.endpoint());
        late.send("for the new one");
        assertThat(nextText(other)).isEqualTo("for the new one");
    }

    @Test
    void unbindByEndpointDoesTheSame() {
        PullSocket pull = context.pull();
        Endpoint endpoint = transport.free();
        pull.bind(endpoint);

        pull.unbind(endpoint);

        assertThat(pull.endpoints()).isEmpty();
        PullSocket other = context.pull();
        other.bind(endpoint);
        assertThatThrownBy(() -> pull.unbind(endpoint)).isInstanceOf(EndpointUnavailableException.class)
                .hasMessageContaining(endpoint.toString());
    }

    @Test
    void unbindTakesWhatBindWasGiven() {
        PullSocket pull = context.pull();
        Endpoint wildcard = transport.wildcard();
        EndpointHandle first = pull.bind(wildcard);
        if (transport == Transport.INPROC) { // which has no wildcards, only names
            pull.unbind(wildcard);
            assertThat(pull.endpoints()).isEmpty();
            return;
        }
        EndpointHandle second = pull.bind(wildcard);
        EndpointHandle third = pull.bind(wildcard);

        pull.unbind(second.endpoint());
        assertThat(pull.endpoints()).containsExactly(first, third);
        pull.unbind(wildcard);
        assertThat(pull.endpoints()).containsExactly(third);
        pull.unbind(wildcard);
        assertThat(pull.endpoints()).isEmpty();
        assertThatThrownBy(() -> pull.unbind(wildcard)).isInstanceOf(EndpointUnavailableException.class)
                .hasMessageContaining(wildcard.toString());
    }

    @Test
    void disconnectedPeerGetsNoMore() {
        PushSocket push = context.push();
        PullSocket first = context.pull();
        PullSocket second = context.pull();
        EndpointHandle handle = push.connect(bind(first));
        push.connect(bind(second));
        awaitConnections(push, 2);

        handle.close();
        assertThat(handle.isOpen()).isFalse();
        awaitConnections(push, 1);
        awaitConnections(first, 0);
        for (int i = 0; i < 4; i++) {
            push.send("" + i);
        }

        assertThat(nextTexts(second, 4)).containsExactly("0", "1", "2", "3");
        assertThat(first.tryReceive()).isEmpty();
    }

    @Test
    void disconnectByEndpointDoesTheSame() {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        Endpoint endpoint = bind(pull);
        push.connect(endpoint);
        awaitConnections(pull, 1);

        push.disconnect(endpoint);

        awaitConnections(pull, 0);
        assertThat(push.endpoints()).isEmpty();
        assertThatThrownBy(() -> push.disconnect(endpoint)).isInstanceOf(EndpointUnavailableException.class);
        assertThatThrownBy(() -> pull.disconnect(endpoint)).as("it is bound, not connected")
                .isInstanceOf(EndpointUnavailableException.class);
    }

    @Test
    void subscriberThatDisconnectsIsCancelled() {
        XPubSocket xpub = context.xpub();
        SubSocket sub = context.sub();
        sub.subscribe("a");
        EndpointHandle handle = sub.connect(bind(xpub));
        assertThat(next(xpub).bytes()).containsExactly(1, 'a');

        handle.close();

        assertThat(next(xpub).bytes()).containsExactly(0, 'a');
    }

    @Test
    void whatWasSentBeforeDisconnectingArrives() {
        PushSocket push = context.push(with(SocketOption.LINGER, Deadline.PATIENCE));
        PullSocket pull = context.pull();
        EndpointHandle handle = push.connect(bind(pull));
        for (int i = 0; i < 500; i++) {
            push.send("" + i);
        }

        handle.close();

        for (int i = 0; i < 500; i++) {
            assertThat(nextText(pull)).isEqualTo("" + i);
        }
    }

    @Test
    void handleIsClosedWithItsSocket() {
        PullSocket pull = context.pull();
        EndpointHandle handle = pull.bind(transport.free());

        pull.close();

        assertThat(handle.isOpen()).isFalse();
        handle.close();
        PullSocket other = context.pull();
        other.bind(handle.endpoint());
    }
}
