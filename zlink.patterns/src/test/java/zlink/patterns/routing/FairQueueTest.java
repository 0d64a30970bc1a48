package zlink.patterns.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.IncomingMessage;

/** Against a model: a queue for each peer. */
class FairQueueTest {
    private static final int PEERS = 5;

    private enum What { ARRIVE, LEAVE, RECEIVE, LOOK, SLEEP }

    private record Step(What what, int peer) { }

    private FakeSocket socket;
    private FairQueue queue;
    private IncomingMessage message;
    private FakePipe[] pipes;
    private boolean[] gone;
    private List<Queue<String>> model;

    /** jqwik makes one object for all tries. */
    @BeforeTry
    void startAfresh() {
        socket = new FakeSocket();
        queue = new FairQueue();
        message = new IncomingMessage();
        pipes = new FakePipe[PEERS];
        gone = new boolean[PEERS];
        model = new ArrayList<>();
    }

    @Property
    void nothingIsLostDoubledOrReordered(@ForAll("steps") List<Step> steps) {
        openPipes();
        int number = 0;
        for (Step step : steps) {
            int peer = step.peer;
            switch (step.what) {
                case ARRIVE -> {
                    if (!gone[peer]) {
                        arrive(peer, peer + ":" + number++);
                    }
                }
                case LEAVE -> {
                    gone[peer] = true;
                    pipes[peer].leave();
                }
                case RECEIVE -> receive(true);
                case LOOK -> receive(false);
                default -> {
                    notice();
                    assertThat(queue.sleep()).isEqualTo(isModelEmpty());
                }
            }
        }
        while (receive(true)) {
            assertThat(message.frameCount()).isEqualTo(1);
        }
        assertThat(isModelEmpty()).isTrue();
    }

    @Property(tries = 200)
    void peersThatAlwaysHaveSomethingGetEqualShares(@ForAll("steps") List<Step> steps,
            @ForAll @IntRange(min = 1, max = PEERS) int busy) {
        openPipes();
        int[] received = new int[PEERS];
        for (int i = 0; i < busy; i++) {
            pipes[i].arrive("x");
            pipes[i].arrive("x");
        }
        for (Step step : steps) {
            if (step.peer >= busy && step.what != What.RECEIVE) {
                pipes[step.peer].arrive("x"); // the others come and go
            }
            notice();
            assertThat(queue.next(message)).isTrue();
            int from = Arrays.asList(pipes).indexOf(queue.source());
            queue.taken(message);
            received[from]++;
            if (from < busy) {
                pipes[from].arrive("x");
            }
            int[] shares = Arrays.copyOf(received, busy);
            Arrays.sort(shares);
            assertThat(shares[busy - 1] - shares[0]).isLessThanOrEqualTo(1);
        }
    }

    @Example
    void theLastPipeAwakeIsNotPutToSleepUntilTheReceiverSleeps() {
        openPipes();
        arrive(0, "a");
        arrive(1, "b");
        receive(true);
        receive(true);
        assertThat(receive(true)).isFalse();
        socket.wakeUps();

        arrive(1, "c");

        assertThat(socket.wakeUps()).isZero();
        assertThat(receive(true)).isTrue();
        assertThat(receive(true)).isFalse();
        assertThat(queue.sleep()).isTrue();
        arrive(1, "d");
        assertThat(socket.wakeUps()).isEqualTo(1);
    }

    @Example
    void inSequenceOnePipeIsReadToItsEnd() {
        openPipes();
        pipes[0].arrive("a");
        pipes[0].arrive("b");
        pipes[1].arrive("c");
        List<String> received = new ArrayList<>();
        notice();
        while (queue.next(message)) {
            received.addAll(FakePipe.texts(message));
            queue.takenInSequence(message);
        }
        assertThat(received).containsExactly("a", "b", "c");
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<What> what = Arbitraries.frequency(
                Tuple.of(6, What.ARRIVE), Tuple.of(1, What.LEAVE),
                Tuple.of(6, What.RECEIVE), Tuple.of(2, What.LOOK),
                Tuple.of(2, What.SLEEP));
        return Combinators.combine(what, Arbitraries.integers().between(0, PEERS - 1)).as(Step::new)
                .list().ofMaxSize(200);
    }

    private void openPipes() {
        for (int i = 0; i < PEERS; i++) {
            pipes[i] = new FakePipe("pipe " + i, socket, 0);
            model.add(new ArrayDeque<>());
        }
    }

    private void arrive(int peer, String frame) {
        model.get(peer).add(frame);
        pipes[peer].arrive(frame);
    }

    private void notice() {
        for (Pipe pipe = socket.pollReadable(); pipe != null; pipe = socket.pollReadable()) {
            queue.readable(pipe);
        }
    }

    /** Receives or only looks; what is seen must be the next of its peer, and nothing only if there is nothing. */
    private boolean receive(boolean take) {
        notice();
        if (!queue.next(message)) {
            assertThat(isModelEmpty()).isTrue();
            return false;
        }
        int peer = Arrays.asList(pipes).indexOf(queue.source());
        assertThat(FakePipe.texts(message)).containsExactly(model.get(peer).element());
        if (take) {
            queue.taken(message);
            model.get(peer).remove();
        }
        return true;
    }

    private boolean isModelEmpty() {
        return model.stream().allMatch(Queue::isEmpty);
    }
}
