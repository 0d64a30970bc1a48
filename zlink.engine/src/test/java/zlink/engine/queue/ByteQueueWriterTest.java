package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/** Whatever a producer appends and a channel accepts: what comes out is the reference encoding, within the limits. */
class ByteQueueWriterTest {

    @Property(tries = 200)
    void writesWhatCame(@ForAll("unlimited") ActionChain<WriterRig> schedule) {
        run(schedule);
    }

    @Property(tries = 200)
    void holdsFewMessages(@ForAll("fewMessages") ActionChain<WriterRig> schedule) {
        run(schedule);
    }

    @Property(tries = 200)
    void holdsOneMessage(@ForAll("oneMessage") ActionChain<WriterRig> schedule) {
        run(schedule);
    }

    @Property(tries = 200)
    void holdsFewBytes(@ForAll("fewBytes") ActionChain<WriterRig> schedule) {
        run(schedule);
    }

    @Property(tries = 200)
    void keepsBothLimits(@ForAll("bothLimits") ActionChain<WriterRig> schedule) {
        run(schedule);
    }

    private static void run(ActionChain<WriterRig> schedule) {
        schedule.withInvariant("accounts", WriterRig::check).run().finish();
    }

    @Provide
    Arbitrary<ActionChain<WriterRig>> unlimited() {
        return schedules(0, 0);
    }

    @Provide
    Arbitrary<ActionChain<WriterRig>> fewMessages() {
        return schedules(3, 0);
    }

    @Provide
    Arbitrary<ActionChain<WriterRig>> oneMessage() {
        return schedules(1, 0);
    }

    @Provide
    Arbitrary<ActionChain<WriterRig>> fewBytes() {
        return schedules(0, 300);
    }

    @Provide
    Arbitrary<ActionChain<WriterRig>> bothLimits() {
        return schedules(10, 70_000);
    }

    private static Arbitrary<ActionChain<WriterRig>> schedules(int messageLimit, long byteLimit) {
        return ActionChain.startWith(() -> new WriterRig(messageLimit, byteLimit))
                .withAction(6, append())
                .withAction(1, appendInVain())
                .withAction(1, command())
                .withAction(6, write())
                .withAction(2, step("cut", WriterRig::cut))
                .withAction(1, step("take back", WriterRig::takeBack))
                .withAction(1, step("restart, keeping", rig -> rig.restart(true)))
                .withAction(1, step("restart", rig -> rig.restart(false)))
                .withAction(1, step("discard", WriterRig::discard))
                .withMaxTransformations(40);
    }

    private static Action.Independent<WriterRig> append() {
        return () -> QueueSizes.message().map(
                sizes -> Transformer.mutate("append " + sizes, rig -> rig.append(sizes)));
    }

    private static Action.Independent<WriterRig> appendInVain() {
        return () -> QueueSizes.message().map(
                sizes -> Transformer.mutate("append in vain " + sizes, rig -> rig.appendInVain(sizes)));
    }

    private static Action.Independent<WriterRig> command() {
        return () -> Arbitraries.integers().between(1, 300).map(
                size -> Transformer.mutate("command " + size, rig -> rig.command(size)));
    }

    private static Action.Independent<WriterRig> write() {
        return () -> Combinators.combine(Arbitraries.integers().between(1, 4),
                Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.longs().between(1, 500)),
                        Tuple.of(2, Arbitraries.just(1L << 20))),
                Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.integers().between(0, 1000)),
                        Tuple.of(1, Arbitraries.just(1000))))
                .as((buffers, most, taken) -> Transformer.mutate(
                        "write " + taken + "/1000 of " + buffers + " buffers of " + most + " bytes",
                        rig -> rig.write(buffers, most, taken)));
    }

    private static Action<WriterRig> step(String name, Consumer<WriterRig> step) {
        return Action.<WriterRig>builder().describeAs(name).justMutate(step);
    }

    @Property(tries = 200)
    void everyCutGoesBackToTheStartOfItsMessage(@ForAll("messages") List<List<Integer>> messages) {
        WriterRig whole = new WriterRig(0, 0);
        messages.forEach(whole::append);
        int all = whole.end();
        whole.finish();
        for (int cut = 0; cut <= all; cut++) {
            WriterRig rig = new WriterRig(0, 0);
            messages.forEach(rig::append);
            rig.writeUpTo(cut);
            rig.cut();
            rig.check();
            rig.finish();
        }
        assertThat(all).isPositive();
    }

    @Provide
    Arbitrary<List<List<Integer>>> messages() {
        Arbitrary<Integer> size = Arbitraries.integers().between(0, 12);
        Arbitrary<Integer> large = Arbitraries.integers().between(250, 262);
        return Arbitraries.oneOf(size, size, size, large).list().ofMinSize(1).ofMaxSize(4)
                .list().ofMinSize(1).ofMaxSize(4);
    }
}
