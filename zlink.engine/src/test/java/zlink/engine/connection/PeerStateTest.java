package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.engine.connection.PeerState.CLOSED;
import static zlink.engine.connection.PeerState.CONNECTING;
import static zlink.engine.connection.PeerState.DRAINING;
import static zlink.engine.connection.PeerState.ENDING;
import static zlink.engine.connection.PeerState.Event.CLOSE_ASKED;
import static zlink.engine.connection.PeerState.Event.CONNECTED;
import static zlink.engine.connection.PeerState.Event.DRAINED;
import static zlink.engine.connection.PeerState.Event.FAILED;
import static zlink.engine.connection.PeerState.Event.SHAKEN;
import static zlink.engine.connection.PeerState.HANDSHAKING;
import static zlink.engine.connection.PeerState.READY;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import zlink.engine.connection.PeerState.Event;

/** All pairs of state and event: a proof, not a sample. */
class PeerStateTest {
    private static final Map<PeerState, Map<Event, PeerState>> TABLE = Map.of(
            CONNECTING, Map.of(CONNECTED, HANDSHAKING, CLOSE_ASKED, CLOSED, FAILED, CLOSED),
            HANDSHAKING, Map.of(SHAKEN, READY, CLOSE_ASKED, CLOSED, FAILED, CLOSED),
            READY, Map.of(CLOSE_ASKED, DRAINING, FAILED, CLOSED),
            DRAINING, Map.of(CLOSE_ASKED, DRAINING, DRAINED, ENDING, FAILED, CLOSED),
            ENDING, Map.of(CLOSE_ASKED, ENDING, FAILED, CLOSED),
            CLOSED, Map.of(CONNECTED, CLOSED, SHAKEN, CLOSED, CLOSE_ASKED, CLOSED, DRAINED, CLOSED, FAILED, CLOSED));

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void everyPairLeadsWhereTheTableSays(@ForAll PeerState state, @ForAll Event event) {
        assertThat(next(state, event)).isEqualTo(Optional.ofNullable(TABLE.get(state).get(event)));
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void nobodyIsReadyWithoutAHandshake(@ForAll PeerState state, @ForAll Event event) {
        if (next(state, event).equals(Optional.of(READY))) {
            assertThat(state).isEqualTo(HANDSHAKING);
            assertThat(event).isEqualTo(SHAKEN);
        }
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void anyConnectionMayFail(@ForAll PeerState state) {
        assertThat(state.on(FAILED)).isEqualTo(CLOSED);
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void closingTwiceIsClosingOnce(@ForAll PeerState state) {
        assertThat(state.on(CLOSE_ASKED).on(CLOSE_ASKED)).isEqualTo(state.on(CLOSE_ASKED));
    }

    /** Empty where the event is a defect of ours. */
    private static Optional<PeerState> next(PeerState state, Event event) {
        try {
            return Optional.of(state.on(event));
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage(event + " in " + state);
            return Optional.empty();
        }
    }
}
