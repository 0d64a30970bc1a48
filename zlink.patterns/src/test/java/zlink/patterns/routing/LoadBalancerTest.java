package zlink.patterns.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeTry;
import zlink.api.MessageShapeException;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.OutgoingMessage;

/** Nobody is asked but the pipes themselves. */
class LoadBalancerTest {
    private static final int PEERS = 4;
    private static final int ROOM = 3;

    private enum What { ATTACH, DETACH, SEND, DRAIN }

    private record Step(What what, int peer) { }

    private FakeSocket socket;
    private LoadBalancer balancer;
    private FakePipe[] pipes;

    /** jqwik makes one object for all tries. */
    @BeforeTry
    void startAfresh() {
        socket = new FakeSocket();
        balancer = new LoadBalancer(false);
        pipes = new FakePipe[PEERS];
    }

    @Property
    void whatIsSentGoesToOnePeerWithRoomAndIsRefusedOnlyWithoutOne(@ForAll("steps") List<Step> steps) {
        for (Step step : steps) {
            int peer = step.peer;
            switch (step.what) {
                case ATTACH -> {
                    if (pipes[peer] == null) {
                        pipes[peer] = new FakePipe("pipe " + peer, socket, ROOM);
                        balancer.attach(pipes[peer]);
                    }
                }
                case DETACH -> {
                    if (pipes[peer] != null) {
                        balancer.detach(pipes[peer]);
                        pipes[peer].takeAll(); // may wake a pipe that has gone
                        pipes[peer] = null;
                    }
                }
                case SEND -> {
                    notice();
                    int[] before = waiting();
                    boolean isPossible = Arrays.stream(before).anyMatch(waiting -> waiting < ROOM);
                    assertThat(balancer.select() != null).isEqualTo(isPossible);
                    assertThat(balancer.route(message())).isEqualTo(isPossible);
                    assertThat(Arrays.stream(waiting()).sum())
                            .isEqualTo(Arrays.stream(before).sum() + (isPossible ? 1 : 0));
                }
                default -> {
                    if (pipes[peer] != null) {
                        pipes[peer].takeAll();
                    }
                }
            }
        }
    }

    @Property(tries = 200)
    void peersThatAreNeverFullGetEqualShares(@ForAll("steps") List<Step> steps) {
        int[] shares = new int[PEERS - 1];
        for (int i = 0; i < PEERS; i++) {
            pipes[i] = new FakePipe("pipe " + i, socket, i == PEERS - 1 ? 1 : 0);
            balancer.attach(pipes[i]);
        }
        for (Step step : steps) {
            notice();
            if (step.what == What.DRAIN) {
                pipes[PEERS - 1].takeAll(); // full at times
            }
            assertThat(balancer.route(message())).isTrue();
            for (int i = 0; i < shares.length; i++) {
                shares[i] += pipes[i].takeAll().size();
            }
            int[] sorted = shares.clone();
            Arrays.sort(sorted);
            assertThat(sorted[sorted.length - 1] - sorted[0]).isLessThanOrEqualTo(1);
        }
    }

    @Example
    void aFullPipeIsLookedAtOnceUntilItIsWritable() {
        FakePipe full = new FakePipe("full", socket, 1);
        FakePipe roomy = new FakePipe("roomy", socket, 0);
        balancer.attach(full);
        balancer.attach(roomy);
        for (int i = 0; i < 10; i++) {
            assertThat(balancer.route(message())).isTrue();
        }
        assertThat(full.takeAll()).hasSize(1);
        assertThat(roomy.takeAll()).hasSize(9);
        assertThat(socket.pollWritable()).isSameAs(full);
        assertThat(socket.pollWritable()).isNull();

        balancer.writable(full);

        for (int i = 0; i < 2; i++) {
            assertThat(balancer.route(message())).isTrue();
        }
        assertThat(full.takeAll()).hasSize(1);
    }

    @Example
    void conflatingTakesMessagesOfOneFrameAndIsNeverFull() {
        LoadBalancer conflating = new LoadBalancer(true);
        FakePipe pipe = new FakePipe("pipe", socket, 1);
        conflating.attach(pipe);
        for (int i = 0; i < 5; i++) {
            assertThat(conflating.route(message())).isTrue();
        }
        assertThat(pipe.takeAll()).hasSize(5); // this pipe cannot take a message back
        assertThatThrownBy(() -> conflating.route(new OutgoingMessage().message(FakePipe.message("a", "b"))))
                .isInstanceOf(MessageShapeException.class).hasMessageContaining("2 frames")
                .hasMessageContaining("CONFLATE");
        assertThat(pipe.takeAll()).isEmpty();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<What> what = Arbitraries.frequency(Tuple.of(2, What.ATTACH), Tuple.of(1, What.DETACH),
                Tuple.of(8, What.SEND), Tuple.of(2, What.DRAIN));
        return Combinators.combine(what, Arbitraries.integers().between(0, PEERS - 1)).as(Step::new)
                .list().ofMaxSize(200);
    }

    private static OutgoingMessage message() {
        return new OutgoingMessage().array(new byte[] {1}, 0, 1);
    }

    private void notice() {
        for (Pipe pipe = socket.pollWritable(); pipe != null; pipe = socket.pollWritable()) {
            balancer.writable(pipe);
        }
    }

    /** How many messages keep each pipe from taking more; a peer that is not there takes none. */
    private int[] waiting() {
        return Arrays.stream(pipes).mapToInt(pipe -> pipe == null ? ROOM : pipe.waiting()).toArray();
    }
}
