package zlink.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import zlink.api.HandshakeFailure;
import zlink.api.MonitorEvent;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.engine.connection.Peer;
import zlink.transport.spi.Connection;

/** What is accepted at a shared address: told and counted when it is known to be ours, and passed on if it is not. */
class SharedAddressTest {
    private static final long S = 1_000_000_000;

    private final List<MonitorEvent> events = new ArrayList<>();
    private final ScriptedListener listener = new ScriptedListener();
    private SessionRig rig;
    private BindSession session;

    private void rig(SocketOptions options) {
        listener.shared = true;
        rig = new SessionRig(options);
        rig.resolverIsBusy = true;
        rig.start();
        rig.monitor.add(events::add);
        session = new BindSession(rig, listener);
        session.start();
        rig.loop.settle();
        events.clear();
    }

    private void end() {
        List.copyOf(rig.members).forEach(member -> member.closeBy(rig.loop.nowNs()));
        rig.loop.settle();
        rig.close();
    }

    private SharingConnection comes() {
        SharingConnection connection = new SharingConnection();
        listener.arrive(connection);
        rig.loop.settle();
        return connection;
    }

    private void says(SharingConnection connection, int whom) {
        connection.say(whom);
        rig.loop.settle();
    }

    private List<String> told() {
        List<String> names = events.stream().map(event -> event.getClass().getSimpleName()).toList();
        events.clear();
        return names;
    }

    private List<HandshakeFailure> failures() {
        return events.stream().filter(MonitorEvent.HandshakeFailed.class::isInstance)
                .map(event -> ((MonitorEvent.HandshakeFailed) event).reason()).toList();
    }

    @Example
    void oneThatIsOursIsToldWhenItIsKnownToBe() {
        rig(SocketOptions.defaults());
        SharingConnection ours = comes();
        assertThat(told()).isEmpty();
        says(ours, 0);
        assertThat(told()).containsExactly("Accepted");
        ours.below.arrive(Peer.handshake("PAIR"));
        rig.loop.settle();
        assertThat(told()).containsExactly("HandshakeSucceeded");
        ours.below.end();
        rig.loop.settle();
        assertThat(told()).containsExactly("Disconnected");
        end();
        assertThat(ours.passedOn).isZero();
    }

    @Example
    void oneThatIsAnothersIsPassedOnUnclosedAndUntold() {
        rig(SocketOptions.defaults());
        SharingConnection others = comes();
        says(others, Connection.ELSEWHERE);
        assertThat(others.passedOn).isEqualTo(1);
        others.below.end(); // nobody looks any more
        rig.loop.settle();
        assertThat(told()).isEmpty();
        end();
        assertThat(others.passedOn).isEqualTo(1);
        assertThat(others.below.isClosed()).isFalse();
    }

    @Example
    void oneThatNeverSaysWhomItMeansIsOursToGiveUp() {
        rig(SocketOptions.defaults());
        SharingConnection silent = comes();
        rig.pass(31 * S);
        assertThat(failures()).containsExactly(HandshakeFailure.TIMEOUT);
        assertThat(told()).containsExactly("Accepted", "HandshakeFailed");
        assertThat(silent.below.isClosed()).isTrue();
        assertThat(silent.passedOn).isZero();
        end();
    }

    @Example
    void thoseThatHaveNotSaidWhomTheyMeanAreLimited() {
        rig(SocketOptions.defaults().with(SocketOption.MAX_PENDING_HANDSHAKES, 2));
        SharingConnection first = comes();
        SharingConnection second = comes();
        SharingConnection third = comes();
        assertThat(failures()).containsExactly(HandshakeFailure.TOO_MANY_PENDING);
        assertThat(told()).containsExactly("Accepted", "HandshakeFailed");
        assertThat(third.below.isClosed()).isTrue();

        says(first, Connection.ELSEWHERE);
        assertThat(comes().below.isClosed()).as("room again").isFalse();
        assertThat(comes().below.isClosed()).isTrue();
        says(second, 0);
        second.below.arrive(Peer.handshake("PAIR"));
        rig.loop.settle();
        assertThat(comes().below.isClosed()).as("room again").isFalse();
        second.below.end();
        rig.loop.settle();
        end();
    }

    @Example
    void onlyThoseThatAreOursCountAsConnections() {
        rig(SocketOptions.defaults().with(SocketOption.MAX_CONNECTIONS, 1));
        SharingConnection ours = comes();
        says(ours, 0);
        SharingConnection others = comes();
        says(others, Connection.ELSEWHERE);
        assertThat(others.passedOn).isEqualTo(1);
        SharingConnection tooMany = comes();
        assertThat(tooMany.below.isClosed()).isFalse();
        says(tooMany, 0);
        assertThat(tooMany.below.isClosed()).isTrue();
        assertThat(failures()).containsExactly(HandshakeFailure.TOO_MANY_PENDING);
        assertThat(told()).containsExactly("Accepted", "Accepted", "HandshakeFailed");
        ours.below.end();
        rig.loop.settle();
        SharingConnection next = comes();
        says(next, 0);
        assertThat(next.below.isClosed()).isFalse();
        end();
    }

    @Example
    void whoeverClosesLeavesTheUndecidedToOthers() {
        rig(SocketOptions.defaults());
        SharingConnection undecided = comes();
        SharingConnection ours = comes();
        says(ours, 0);
        told();
        end();
        assertThat(undecided.passedOn).isEqualTo(1);
        assertThat(undecided.below.isClosed()).isFalse();
        assertThat(ours.passedOn).isZero();
        assertThat(ours.below.isClosed()).isTrue();
        assertThat(told()).as("of both endpoints and the one that was ours")
                .containsExactlyInAnyOrder("Closed", "Closed", "HandshakeFailed");
    }

    @Example
    void anEndpointThatIsUnboundStillShakesHandsWithWhatItHasAccepted() {
        rig(SocketOptions.defaults());
        SharingConnection undecided = comes();
        session.closeBy(rig.loop.nowNs());
        rig.loop.settle();
        says(undecided, Connection.ELSEWHERE);
        assertThat(undecided.passedOn).isEqualTo(1);
        end();
    }
}
