package zlink.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import zlink.patterns.RequestPhase.Event;

/** All pairs of phase and event: a proof, not a sample. */
class PhasesTest {
    private static final Map<RequestPhase, Map<Event, RequestPhase>> REQUEST = Map.of(
            RequestPhase.IDLE, Map.of(Event.ASK, RequestPhase.ASKING),
            RequestPhase.ASKING, Map.of(Event.ASKED, RequestPhase.AWAITING, Event.FAILED, RequestPhase.IDLE),
            RequestPhase.AWAITING, Map.of(Event.ANSWERED, RequestPhase.IDLE));

    private static final Map<ReplyPhase, Map<ReplyPhase.Event, ReplyPhase>> REPLY = Map.of(
            ReplyPhase.RECEIVING, Map.of(ReplyPhase.Event.ASKED, ReplyPhase.REPLYING),
            ReplyPhase.REPLYING, Map.of(ReplyPhase.Event.REPLIED, ReplyPhase.RECEIVING));

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void aStrictRequestLeadsWhereTheTableSays(@ForAll RequestPhase phase, @ForAll Event event) {
        assertThat(phase.after(event, false)).isEqualTo(REQUEST.get(phase).get(event));
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void relaxedDiffersOnlyInThatARequestMayFollowARequest(@ForAll RequestPhase phase, @ForAll Event event) {
        boolean differs = phase == RequestPhase.AWAITING && event == Event.ASK;
        assertThat(phase.after(event, true)).isEqualTo(differs ? RequestPhase.ASKING : phase.after(event, false));
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void aReplyLeadsWhereTheTableSays(@ForAll ReplyPhase phase, @ForAll ReplyPhase.Event event) {
        assertThat(phase.after(event)).isEqualTo(REPLY.get(phase).get(event));
    }
}
