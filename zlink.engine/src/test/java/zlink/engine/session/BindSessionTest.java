package zlink.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import zlink.api.MonitorEvent;
import zlink.api.SocketOptions;
import zlink.engine.connection.Peer;
import zlink.engine.connection.ScriptedChannel;
import zlink.transport.spi.Readiness;

/** Accepting, and going on when that fails. */
class BindSessionTest {
    private static final long MS = 1_000_000;

    private final List<MonitorEvent> events = new ArrayList<>();
    private final ScriptedListener listener = new ScriptedListener();

    /** A rig whose own endpoint does nothing, and a bound endpoint beside it. */
    private SessionRig rig() {
        SessionRig rig = new SessionRig(SocketOptions.defaults());
        rig.resolverIsBusy = true;
        rig.start();
        rig.monitor.add(events::add);
        new BindSession(rig, listener).start();
        rig.loop.settle();
        return rig;
    }

    private static void end(SessionRig rig) {
        List.copyOf(rig.members).forEach(member -> member.closeBy(rig.loop.nowNs()));
        rig.loop.settle();
        rig.close();
    }

    private List<String> failures() {
        return events.stream().filter(MonitorEvent.AcceptFailed.class::isInstance)
                .map(event -> ((MonitorEvent.AcceptFailed) event).detail()).toList();
    }

    @Example
    void anAcceptThatFailsIsToldAndTriedAgainAfterAPause() {
        SessionRig rig = rig();
        listener.failure = new IOException("Too many open files");
        listener.arrive(new ScriptedChannel(true));
        rig.loop.settle();
        assertThat(failures()).containsExactly("Too many open files");
        assertThat(listener.interest()).as("interest during the pause").isZero();

        rig.pass(99 * MS);
        assertThat(listener.accepts).isEqualTo(1);
        rig.pass(MS);
        assertThat(failures()).hasSize(2);
        assertThat(listener.accepts).isEqualTo(2);
        end(rig);
        assertThat(listener.closed).isTrue();
    }

    @Example
    void anAcceptThatFailsForADefectIsNotTriedAgainAtOnce() {
        SessionRig rig = rig();
        listener.defect = new NoClassDefFoundError("as this test wants it");
        listener.arrive(new ScriptedChannel(true));
        rig.loop.settle();
        assertThat(failures()).containsExactly("java.lang.NoClassDefFoundError: as this test wants it");
        assertThat(listener.interest()).isZero();
        listener.defect = null;
        rig.pass(100 * MS);
        assertThat(events).filteredOn(MonitorEvent.Accepted.class::isInstance).hasSize(1);
        end(rig);
    }

    @Example
    void whoWaitedWhileAcceptingFailedIsAccepted() {
        SessionRig rig = rig();
        listener.failure = new IOException("Too many open files");
        ScriptedChannel first = new ScriptedChannel(true);
        ScriptedChannel second = new ScriptedChannel(true);
        listener.arrive(first);
        listener.arrive(second);
        rig.loop.settle();
        listener.failure = null;
        rig.pass(100 * MS);

        assertThat(events).filteredOn(MonitorEvent.Accepted.class::isInstance).hasSize(2);
        assertThat(listener.interest()).isEqualTo(Readiness.READ);
        first.arrive(Peer.handshake("PAIR"));
        rig.loop.settle();
assertThat(events).filteredOn(MonitorEvent.HandshakeSucceeded.class::isInstance).hasSize(1);
        first.end();
        second.end();
        rig.loop.settle();
        assertThat(first.isClosed() && second.isClosed()).isTrue();
        end(rig);
    }

    @Example
    void closingInThePauseLeavesNoTimer() {
        SessionRig rig = rig();
        listener.failure = new IOException("Too many open files");
        listener.arrive(new ScriptedChannel(true));
        rig.loop.settle();
        end(rig); // looks for timers
        assertThat(listener.accepts).isEqualTo(1);
    }
}
