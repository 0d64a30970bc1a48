package zlink.engine.queue;

import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/** Whatever a producer appends and a reader takes: messages come whole and in order, within the limits. */
class ByteQueueReaderTest {

    @Property(tries = 200)
    void readsWhatCame(@ForAll("unlimited") ActionChain<ReaderRig> schedule) {
        run(schedule);
    }

    @Property(tries = 200)
    void holdsFewMessages(@ForAll("fewMessages") ActionChain<ReaderRig> schedule) {
        run(schedule);
    }

    @Property(tries = 200)
    void holdsOneMessage(@ForAll("oneMessage") ActionChain<ReaderRig> schedule) {
        run(schedule);
    }

    @Property(tries = 200)
    void holdsFewBytes(@ForAll("fewBytes") ActionChain<ReaderRig> schedule) {
        run(schedule);
    }

    @Property(tries = 200)
    void keepsBothLimits(@ForAll("bothLimits") ActionChain<ReaderRig> schedule) {
        run(schedule);
    }

    private static void run(ActionChain<ReaderRig> schedule) {
        schedule.withInvariant("accounts", ReaderRig::check).run().finish();
    }

    @Provide
    Arbitrary<ActionChain<ReaderRig>> unlimited() {
        return schedules(0, 0);
    }

    @Provide
    Arbitrary<ActionChain<ReaderRig>> fewMessages() {
        return schedules(5, 0);
    }

    @Provide
    Arbitrary<ActionChain<ReaderRig>> oneMessage() {
        return schedules(1, 0);
    }

    @Provide
    Arbitrary<ActionChain<ReaderRig>> fewBytes() {
        return schedules(0, 300);
    }

    @Provide
    Arbitrary<ActionChain<ReaderRig>> bothLimits() {
        return schedules(10, 70_000);
    }

    private static Arbitrary<ActionChain<ReaderRig>> schedules(int messageLimit, long byteLimit) {
        return ActionChain.startWith(() -> new ReaderRig(messageLimit, byteLimit))
                .withAction(8, append())
                .withAction(1, command())
                .withAction(8, step("read", ReaderRig::read))
                .withAction(2, step("look", ReaderRig::look))
                .withAction(1, step("give credit", ReaderRig::giveCredit))
                .withAction(1, step("restart, keeping", rig -> rig.restart(true)))
                .withAction(1, step("restart", rig -> rig.restart(false)))
                .withAction(1, step("discard", ReaderRig::discard))
                .withMaxTransformations(40);
    }

    private static Action.Independent<ReaderRig> append() {
        return () -> QueueSizes.message().map(
                sizes -> Transformer.mutate("append " + sizes, rig -> rig.append(sizes)));
    }

    private static Action.Independent<ReaderRig> command() {
        return () -> Arbitraries.integers().between(1, 300).map(
                size -> Transformer.mutate("command " + size, rig -> rig.command(size)));
    }

    private static Action<ReaderRig> step(String name, Consumer<ReaderRig> step) {
        return Action.<ReaderRig>builder().describeAs(name).justMutate(step);
    }
}
