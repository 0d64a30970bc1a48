package zlink.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import zlink.api.HostUnreachableException;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.patterns.routing.FakePipe;
import zlink.patterns.routing.FakeSocket;

/** Peers come, talk and go, and the application reads and answers, in whatever order. */
class StreamRoutingPropertyTest {

    enum Kind { COME, TALK, END, LOSE, RECEIVE, POLL, ANSWER, HANG_UP }

    /** Something happens, to one of the peers there are. */
    record Step(Kind kind, int which) { }

    /** What one peer did, and what the application saw of it. */
    private static final class Peer {
        final FakePipe pipe;
        final StringBuilder said = new StringBuilder();
        final StringBuilder answered = new StringBuilder();
        boolean ended; // its half
        boolean lost;
        final List<String> seen = new ArrayList<>(); // frames received from it

        Peer(FakePipe pipe) {
            this.pipe = pipe;
        }

        boolean hasGone() {
            return seen.size() > 1 && seen.get(seen.size() - 1).isEmpty();
        }
    }

    private static final class Play {
        private final FakeSocket socket;
        private final List<Peer> peers = new ArrayList<>();
        private final Map<String, Peer> byId = new HashMap<>();
        private final boolean notifies;
        private int count;

        Play(boolean notifies) {
            SocketOptions options = SocketOptions.defaults().with(SocketOption.STREAM_NOTIFY, notifies);
            this.notifies = notifies;
            socket = new FakeSocket(options).with(new StreamRouting(options));
        }

        void act(Step step) {
            if (step.kind() == Kind.COME) {
                Peer peer = new Peer(socket.accept("peer " + peers.size()));
                peer.pipe.arrive("");
                peers.add(peer);
            } else if (step.kind() == Kind.RECEIVE) {
                receive();
            } else if (step.kind() == Kind.POLL) {
                socket.poll();
            } else if (!peers.isEmpty()) {
                act(step.kind(), peers.get(step.which() % peers.size()));
            }
        }

        private void act(Kind kind, Peer peer) {
            switch (kind) {
                case TALK -> {
                    if (!peer.ended) {
                        peer.said.append("said ").append(count);
                        peer.pipe.arrive("said " + count++);
                    }
                }
                case END -> end(peer);
                case LOSE -> {
                    if (!peer.lost) {
                        end(peer);
                        peer.lost = true;
                        socket.lose(peer.pipe);
                    }
                }
                case ANSWER -> answer(peer, "answer " + count++);
                case HANG_UP -> answer(peer, "");
                default -> throw new AssertionError(kind);
            }
        }

        private void end(Peer peer) {
            if (!peer.ended) {
                peer.ended = true;
                peer.pipe.arrive("");
            }
        }

        private void answer(Peer peer, String text) {
            String id = byId.entrySet().stream().filter(one -> one.getValue() == peer).map(Map.Entry::getKey)
                    .findAny().orElse(null);
            if (id == null) {
                return; // the application does not know it yet
            }
            if (peer.lost || peer.pipe.isFinished() || peer.pipe.isReleased()) {
                assertThatThrownBy(() -> socket.send(id, text)).isInstanceOf(HostUnreachableException.class);
            } else {
                assertThat(socket.send(id, text)).isTrue();
                assertThat(peer.pipe.isFinished()).isEqualTo(text.isEmpty());
                peer.answered.append(text);
            }
        }

        boolean receive() {
            List<String> message = socket.receive();
            if (message == null) {
                return false;
            }
            String id = message.get(0);
            Peer peer = byId.computeIfAbsent(id, this::holder);
            assertThat(peer.hasGone() && notifies).as("message behind the going of " + peer.pipe).isFalse();
            peer.seen.add(message.get(1));
            return true;
        }

        /** Whose id it is: one peer's only, those that have gone included. */
        private Peer holder(String id) {
            List<Peer> holders = peers.stream().filter(peer -> FakePipe.text(peer.pipe.routingId().bytes()).equals(id))
                    .toList();
            assertThat(holders).hasSize(1);
            return holders.get(0);
        }

        void check() {
            while (receive()) {
                assertThat(byId.size()).isLessThanOrEqualTo(peers.size());
            }
            for (Peer peer : peers) {
                assertThat(String.join("", peer.seen)).as("from " + peer.pipe).isEqualTo(peer.said.toString());
                assertThat(peer.pipe.takeBytes()).as("to " + peer.pipe).isEqualTo(peer.answered.toString());
                assertThat(peer.pipe.isReleased()).as("released " + peer.pipe).isEqualTo(peer.ended);
                List<String> notices = peer.seen.stream().filter(String::isEmpty).toList();
                assertThat(notices).hasSize(!notifies ? 0 : peer.ended ? 2 : 1);
                if (notifies) {
                    assertThat(peer.seen).startsWith("");
                    assertThat(peer.hasGone()).isEqualTo(peer.ended);
                }
            }
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void comingDataAndGoingOfEachPeerInThisOrderAndAnswersToNobodyElse(@ForAll("steps") List<Step> steps,
            @ForAll boolean notifies) {
        Play play = new Play(notifies);
        steps.forEach(play::act);
        play.check();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(Arbitraries.of(Kind.values()), Arbitraries.integers().between(0, 4)).as(Step::new)
                .list().ofMaxSize(80);
    }
}
