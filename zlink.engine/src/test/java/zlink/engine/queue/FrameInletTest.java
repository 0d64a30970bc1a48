package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** However a stream is cut, the same comes out of it, for no more memory than its bytes justify. */
class FrameInletTest {

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void queuesWhatCame(@ForAll("streams") List<Part> parts, @ForAll("pieces") List<Integer> pieces,
            @ForAll("reading") List<Integer> reading) {
        InletRig rig = new InletRig(true, 0).feed(Part.stream(parts), pieces, reading);

        assertThat(rig.isPartial()).isEqualTo(Part.endsInMessage(parts));
        rig.finish();
        assertThat(rig.failure()).isEmpty();
        assertThat(rig.messages()).isEqualTo(Part.messages(parts));
        assertThat(rig.commands()).isEqualTo(Part.commands(parts));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void showsWhatCame(@ForAll("streams") List<Part> parts, @ForAll("pieces") List<Integer> pieces,
            @ForAll("reading") List<Integer> reading) {
        InletRig rig = new InletRig(false, 0).feed(Part.stream(parts), pieces, reading);

        assertThat(rig.isPartial()).isEqualTo(Part.endsInMessage(parts));
        rig.finish();
        assertThat(rig.failure()).isEmpty();
        assertThat(rig.shown()).isEqualTo(Part.shown(parts));
        assertThat(rig.receivedMessages()).isEqualTo(Part.messages(parts).size());
        assertThat(rig.messages()).isEmpty();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void cutsOfAStreamDoNotMatter(@ForAll("shortStreams") List<Part> parts, @ForAll("pieces") List<Integer> pieces,
            @ForAll boolean queued) {
        byte[] stream = Part.stream(parts);

        for (int cut = 0; cut <= stream.length; cut++) {
            InletRig rig = new InletRig(queued, 0);
            rig.feed(Arrays.copyOf(stream, cut), pieces, List.of(1)).feed(
                    Arrays.copyOfRange(stream, cut, stream.length), pieces, List.of(1)).finish();
            assertThat(queued ? rig.messages() : rig.shown())
                    .isEqualTo(queued ? Part.messages(parts) : Part.shown(parts));
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void anythingElseFailsAlikeHoweverItIsCut(@ForAll("garbage") byte[] stream,
            @ForAll("pieces") List<Integer> pieces, @ForAll("reading") List<Integer> reading,
            @ForAll boolean queued, @ForAll("limits") long limit) {
        InletRig whole = new InletRig(queued, limit).feed(stream, List.of(Integer.MAX_VALUE), List.of(0)).finish();
        InletRig single = new InletRig(queued, limit).feed(stream, List.of(1), List.of(0)).finish();
        InletRig cut = new InletRig(queued, limit).feed(stream, pieces, reading).finish();

        assertThat(cut.outcome()).isEqualTo(whole.outcome());
        assertThat(single.outcome()).isEqualTo(whole.outcome());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void announcedSizesCostNothing(@ForAll("sizes") long announced, @ForAll("flags") int flags,
            @ForAll("few") int arrives, @ForAll boolean queued) {
        byte[] frame = Reference.longFrame(flags, announced, new byte[arrives]);

        InletRig rig = new InletRig(queued, 0).feed(frame, List.of(Integer.MAX_VALUE), List.of(0));

        assertThat(rig.mostHeld()).isLessThanOrEqualTo(ChunkPool.STANDARD + 2L * arrives);
        rig.finish();
    }

    @Provide
    Arbitrary<List<Part>> streams() {
        return Part.any().list().ofMaxSize(25);
    }

    @Provide
    Arbitrary<List<Part>> shortStreams() {
        Arbitrary<Part> part = Combinators.combine(Arbitraries.of(Part.Kind.class),
                Arbitraries.integers().between(0, 9), Arbitraries.of(true, false)).as(Part::new);
        return part.list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Integer>> pieces() {
        Arbitrary<Integer> piece = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.integers().between(1, 12)),
                Tuple.of(2, Arbitraries.integers().between(100, 5000)),
                Tuple.of(1, Arbitraries.integers().between(10_000, 300_000)));
        return piece.list().ofMinSize(1).ofMaxSize(8);
    }

    /** How many messages to read after a piece; starting over, keeping the chunk or not, if negative. */
    @Provide
    Arbitrary<List<Integer>> reading() {
        return Arbitraries.integers().between(-2, 4).list().ofMinSize(1).ofMaxSize(8);
    }

    @Provide
    Arbitrary<byte[]> garbage() {
        Arbitrary<byte[]> valid = shortStreams().map(Part::stream);
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(12);
        Arbitrary<byte[]> header = Combinators.combine(Arbitraries.integers().between(0, 15),
                Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.longs().between(0, 400)),
                        Tuple.of(1, Arbitraries.longs())), Arbitraries.integers().between(0, 40))
                .as((flags, size, bytes) -> Reference.longFrame(flags, size, Reference.body(bytes, flags)));
        return Arbitraries.frequencyOf(Tuple.of(4, valid), Tuple.of(2, noise), Tuple.of(3, header))
                .list().ofMinSize(1).ofMaxSize(5).map(parts -> Reference.join(parts.toArray(byte[][]::new)));
    }

    @Provide
    Arbitrary<Long> limits() {
        return Arbitraries.of(0L, 10L, 300L, 100_000L);
    }

    @Provide
    Arbitrary<Long> sizes() {
        return Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.longs().between(65_536, Integer.MAX_VALUE),
                Arbitraries.of(Long.MAX_VALUE, Long.MIN_VALUE, -1L, 1L << 31, 1L << 32, (1L << 31) - 65));
    }

    @Provide
    Arbitrary<Integer> flags() {
        return Arbitraries.of(0, 1, 4, 5);
    }

    @Provide
    Arbitrary<Integer> few() {
        return Arbitraries.integers().between(0, 10_000);
    }
}
