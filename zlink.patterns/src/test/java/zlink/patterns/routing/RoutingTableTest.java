package zlink.patterns.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
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
import zlink.api.MessageShapeException;
import zlink.api.RoutingId;
import zlink.api.SocketType;
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

    @Example
    void theNamedPeerIsFoundAgainWhenTheMessageIsTriedAgain() {
        RoutingTable table = new RoutingTable();
        FakePipe pipe = new FakePipe("pipe", socket, 0);
        FakePipe other = new FakePipe("other", socket, 0);
        table.add(RoutingId.of("a"), pipe);
        table.add(RoutingId.of("b"), other);
        OutgoingMessage message = new OutgoingMessage().message(FakePipe.message("a", "b", "c"));
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(table.takeNamed(message, SocketType.ROUTER)).isSameAs(pipe);
            assertThat(message.frameCount()).isEqualTo(2);
            assertThat(FakePipe.text(message.bytes(0))).isEqualTo("b");
        }
        OutgoingMessage toNobody = new OutgoingMessage().message(FakePipe.message("c", "d"));
        assertThat(table.takeNamed(toNobody, SocketType.ROUTER)).isNull();
        assertThat(toNobody.frameCount()).isEqualTo(1);
    }

    @Example
    void aPeerIsNamedBy1To255Bytes() {
        RoutingTable table = new RoutingTable();
        FakePipe pipe = new FakePipe("pipe", socket, 0);
        String longest = "x".repeat(RoutingId.MAX_SIZE);
        table.add(RoutingId.of(longest), pipe);
        assertThat(table.takeNamed(named(longest), SocketType.ROUTER)).isSameAs(pipe);
        assertThat(table.takeNamed(named("x"), SocketType.ROUTER)).isNull();
        assertThatThrownBy(() -> table.takeNamed(named(longest + "x"), SocketType.ROUTER))
                .isInstanceOf(MessageShapeException.class).hasMessageContaining("256 bytes")
                .hasMessageContaining("ROUTER").hasMessageContaining("1 to 255");
        assertThatThrownBy(() -> table.takeNamed(named(""), SocketType.STREAM))
                .isInstanceOf(MessageShapeException.class).hasMessageContaining("0 bytes")
                .hasMessageContaining("STREAM");
    }

    @Example
    void aMadeUpIdIsAZeroByteAndANumberNobodyHas() {
        RoutingTable table = new RoutingTable();
        FakePipe pipe = new FakePipe("pipe", socket, 0);
        RoutingId first = table.makeUpId();
        assertThat(first.size()).isEqualTo(5);
        assertThat(first.byteAt(0)).isZero();
        int number = ByteBuffer.wrap(first.bytes()).getInt(1);
        table.add(numbered(number + 1), pipe);
        table.add(numbered(number + 2), pipe);
        assertThat(table.makeUpId()).isEqualTo(numbered(number + 3));
    }

    @Example
    void aQuarterOfThePlacesStaysFree() {
        RoutingTable table = new RoutingTable(7);
        FakePipe pipe = new FakePipe("pipe", socket, 0);
        List<Long> allocated = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            RoutingId id = numbered(i);
            allocated.add(Allocations.by(() -> table.add(id, pipe)));
        }
        // There are 16 places; then ids and pipes get 32 each, of at least 4 bytes.
        assertThat(allocated.subList(1, 12)).allMatch(bytes -> bytes < 100);
        assertThat(allocated.get(12)).isGreaterThanOrEqualTo(2 * 32 * 4);
    }

    @Example
    void showsTheIdsThereAre() {
        RoutingTable table = new RoutingTable();
        assertThat(table).hasToString("[]");
        RoutingId id = RoutingId.of("a");
        table.add(id, new FakePipe("pipe", socket, 0));
        assertThat(table).hasToString("[" + id + "]");
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<RoutingId> id = Arbitraries.strings().withChars("abc").ofMinLength(1).ofMaxLength(3)
                .map(RoutingId::of);
        return Combinators.combine(Arbitraries.of(What.ADD, What.ADD, What.REMOVE, What.REMOVE_OF_ANOTHER), id)
                .as(Step::new).list().ofMaxSize(60);
    }

    private static OutgoingMessage named(String first) {
        return new OutgoingMessage().message(FakePipe.message(first, "body"));
    }

    private static RoutingId numbered(int number) {
        return RoutingId.of(ByteBuffer.allocate(5).putInt(1, number).array());
    }
}
