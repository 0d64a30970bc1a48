package zlink.engine.zmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.engine.zmtp.HandshakeState.COMMANDS;
import static zlink.engine.zmtp.HandshakeState.DONE;
import static zlink.engine.zmtp.HandshakeState.Event.AGREED;
import static zlink.engine.zmtp.HandshakeState.Event.GREETED;
import static zlink.engine.zmtp.HandshakeState.Event.SIGNED;
import static zlink.engine.zmtp.HandshakeState.Event.VIOLATED;
import static zlink.engine.zmtp.HandshakeState.FAILED;
import static zlink.engine.zmtp.HandshakeState.GREETING;
import static zlink.engine.zmtp.HandshakeState.SIGNATURE;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import zlink.engine.zmtp.HandshakeState.Event;

/** All pairs of state and event: a proof, not a sample. */
class HandshakeStateTest {
    private static final Map<HandshakeState, Map<Event, HandshakeState>> TABLE = Map.of(
            SIGNATURE, Map.of(SIGNED, GREETING, VIOLATED, FAILED),
            GREETING, Map.of(GREETED, COMMANDS, VIOLATED, FAILED),
            COMMANDS, Map.of(AGREED, DONE, VIOLATED, FAILED),
            DONE, Map.of(),
            FAILED, Map.of());

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void everyPairLeadsWhereTheTableSays(@ForAll HandshakeState state, @ForAll Event event) {
        assertThat(next(state, event)).isEqualTo(Optional.ofNullable(TABLE.get(state).get(event)));
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void anyPeerMayFailUntilItIsOver(@ForAll HandshakeState state) {
        assertThat(next(state, VIOLATED).isPresent()).isEqualTo(!state.isOver());
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void nobodyIsDoneWithoutAgreement(@ForAll HandshakeState state, @ForAll Event event) {
        if (next(state, event).equals(Optional.of(DONE))) {
            assertThat(state).isEqualTo(COMMANDS);
            assertThat(event).isEqualTo(AGREED);
        }
    }

    /** Empty where the event is a bug of ours. */
    private static Optional<HandshakeState> next(HandshakeState state, Event event) {
        try {
            return Optional.of(state.on(event));
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage(event + " in " + state);
            return Optional.empty();
        }
    }
}
