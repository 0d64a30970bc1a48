package zlink.patterns.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import zlink.api.RoutingId;
import zlink.engine.queue.OutgoingMessage;

/** Against a hash map. */
class RoutingTableTest {

    private enum What { ADD, REMOVE, REMOVE_OF_ANOTHER }

    private record Step(What what, RoutingId id) { }

    private final FakeSocket socket = new FakeSocket();

    @Property
    void agreesWithTheModel(@ForAll("steps") List<Step> steps, @ForAll long seed) {
        RoutingTable table = new RoutingTable(seed);
        Map<RoutingId, FakePipe> model = new HashMap<>();
        FakePipe stranger = new FakePipe("stranger", socket, 0);
        for (Step step : steps) {
            switch (step.what) {
                case ADD -> {
                    FakePipe pipe = new FakePipe(step.id.toString(), socket, 0);
                    assertThat(table.add(step.id, pipe)).isEqualTo(model.putIfAbsent(step.id, pipe) == null);
                }
                case REMOVE -> table.remove(step.id, model.remove(step.id));
                default -> table.remove(step.id, stranger);
            }
            assertThat(table.size()).isEqualTo(model.size());
            for (Step other : steps) {
                assertThat(table.find(other.id)).isSameAs(model.get(other.id));
                assertThat(table.find(new OutgoingMessage().array(other.id.bytes(), 0, other.id.size())))
                        .isSameAs(model.get(other.id));
            }
        }
    }

    @Example
    void idsOfEqualHashCodeDoNotMeet() {
        RoutingTable table = new RoutingTable();
        FakePipe pipe = new FakePipe("pipe", socket, 0);
        long startNs = System.nanoTime();
        for (int i = 0; i < 1 << 16; i++) {
            StringBuilder id = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) {
                id.append((i >> bit & 1) == 0 ? "Aa" : "BB"); // of the same String.hashCode, and Arrays.hashCode
            }
            assertThat(table.add(RoutingId.of(id.toString()), pipe)).isTrue();
        }
        // In one chain this would be 2 billion comparisons.
        assertThat(System.nanoTime() - startNs).isLessThan(8_000_000_000L);
    }

    @Example
    void aFrameTooLongForAnIdIsNobodys() {
        RoutingTable table = new RoutingTable();
        byte[] frame = new byte[1 << 20];
        assertThat(table.find(new OutgoingMessage().array(frame, 0, frame.length))).isNull();
        assertThat(table.find(new OutgoingMessage().array(frame, 0, 0))).isNull();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<RoutingId> id = Arbitraries.strings().withChars("abc").ofMinLength(1).ofMaxLength(3)
                .map(RoutingId::of);
        return Combinators.combine(Arbitraries.of(What.ADD, What.ADD, What.REMOVE, What.REMOVE_OF_ANOTHER), id)
                .as(Step::new).list().ofMaxSize(60);
    }
}
