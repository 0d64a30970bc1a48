package zlink.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.faults.FaultyLink.Direction.TO_CLIENT;
import static zlink.tests.faults.FaultyLink.Direction.TO_SERVER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.DisconnectReason;
import zlink.api.EndpointHandle;
import zlink.api.HandshakeFailure;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;

/** Two sockets over links that delay, break, stall and die: what was sent arrives, is counted, or was on its way. */
@Timeout(60)
class LinkFaultsTest {
    private static final Duration SHORT = Duration.ofMillis(30);
    private static final int FRAME = 10; // bytes of a message of numbered, with its header

    private final FaultyTransport faulty = new FaultyTransport();
    private final Context context = Context.create(ContextOptions.defaults().withTransports(faulty)
            .withSocketDefaults(with(SocketOption.LINGER, Duration.ZERO)
                    .with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(1))));

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    private static <T> SocketOptions with(SocketOption<T> option, T value) {
        return SocketOptions.defaults().with(option, value);
    }

    private static String numbered(int number) {
        return String.format("%08d", number);
    }

    private static Message next(PullSocket pull) {
        return pull.receive(Deadline.PATIENCE).orElseThrow(() -> new AssertionError("no message came"));
    }

    /** All that still comes, up to and with the message of that number; each connection's is in order. */
    private static List<Integer> receiveUpTo(PullSocket pull, int last) {
        List<Integer> received = new ArrayList<>();
        Map<Long, Integer> previous = new HashMap<>();
        do {
            Message message = next(pull);
            assertThat(message.texts()).as("a whole message").hasSize(1);
            assertThat(message.text()).hasSize(8);
            int number = Integer.parseInt(message.text());
            received.add(number);
            Integer before = previous.put(message.peer().orElseThrow().connectionId(), number);
            assertThat(before == null || before < number).as(before + " before " + number).isTrue();
        } while (received.get(received.size() - 1) < last);
        for (var more = pull.tryReceive(); more.isPresent(); more = pull.tryReceive()) {
            received.add(Integer.valueOf(more.orElseThrow().text())); // of a connection that had ended before
        }
        return received;
    }

    @Test
    void whatIsDelayedArrivesInOrder() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        pull.bind("faulty://here");
        push.connect("faulty://here");
        push.send(numbered(0));
        assertThat(next(pull).text()).isEqualTo(numbered(0));
        faulty.link(0).hold(TO_SERVER);

        for (int i = 1; i <= 500; i++) {
            push.send(numbered(i));
        }

        assertThat(pull.receive(Deadline.A_WHILE)).isEmpty();
        faulty.link(0).release(TO_SERVER);
        assertThat(receiveUpTo(pull, 500)).hasSize(500).isSorted();
    }

    /** Of more peers than a receiver reads itself, those that say nothing are not even looked at. */
    @Test
    void silentPeersAreNotReadForTheSakeOfOneThatSpeaks() {
        int silent = 20;
        PullSocket pull = context.pull();
        pull.bind("faulty://here");
        for (int i = 0; i < silent; i++) {
            context.push().connect("faulty://here");
        }
        Deadline.await("the silent are there", () -> pull.statistics().connections() == silent);
        PushSocket busy = context.push();
        busy.connect("faulty://here");
        busy.send(numbered(0));
        assertThat(next(pull).text()).isEqualTo(numbered(0));
        long before = readsOfTheFirst(silent);

        for (int i = 1; i <= 1000; i++) {
            busy.send(numbered(i));
            assertThat(next(pull).text()).isEqualTo(numbered(i));
        }

        assertThat(readsOfTheFirst(silent) - before).as("reads of silent peers").isLessThanOrEqualTo(silent);
    }

    private long readsOfTheFirst(int links) {
        long reads = 0;
        for (int i = 0; i < links; i++) {
            reads += faulty.link(i).reads(TO_SERVER);
        }
        return reads;
    }

    @Test
    void handshakeThatIsDelayedGoesOn() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        pull.bind("faulty://here");
        faulty.beginEachWith(link -> {
            link.hold(TO_SERVER);
            link.hold(TO_CLIENT);
        });
        push.connect("faulty://here");
        push.send("late");
        assertThat(pull.receive(Deadline.A_WHILE)).isEmpty();
        faulty.link(0).release(TO_CLIENT);
        assertThat(pull.receive(Deadline.A_WHILE)).isEmpty();
        faulty.link(0).release(TO_SERVER);
        assertThat(next(pull).text()).isEqualTo("late");
    }

    @Test
    void handshakeThatStallsIsGivenUpAndTriedAgain() {
        PullSocket pull = context.pull(with(SocketOption.HANDSHAKE_INTERVAL, SHORT));
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(pull);
        pull.bind("faulty://here");
        faulty.beginEachWith(link -> link.hold(TO_SERVER));
        push.connect("faulty://here");
        push.send("patience");
        assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
        faulty.beginEachWith(link -> { });
        assertThat(next(pull).text()).isEqualTo("patience");
    }

    /** The side that connects keeps what it has not written; a message partly written is dropped and counted. */
    @Test
    void connectionLostAtAnyByteLosesNothingThatIsNotCounted() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        pull.bind("faulty://here");
        push.connect("faulty://here");
        int sent = 0;
        List<Integer> received = new ArrayList<>();
        for (int cut = 1; cut < 3 * FRAME; cut++) {
            push.send(numbered(sent));
            received.addAll(receiveUpTo(pull, sent++));
            faulty.link(cut - 1).cutAfter(TO_SERVER, cut);
            for (int i = 0; i < 5; i++) {
                push.send(numbered(sent++));
            }
            log.await(MonitorEvent.Disconnected.class);
            faulty.link(cut);
        }
        push.send(numbered(sent));
        received.addAll(receiveUpTo(pull, sent++));

        assertThat(received).doesNotHaveDuplicates();
        assertThat(received.size() + push.statistics().messagesDropped()).isEqualTo(sent);
        assertThat(push.statistics().messagesDropped()).as("one for each cut in mid-frame").isLessThan(3 * FRAME);
    }

    @Test
    void resetLosesOnlyWhatWasOnItsWay() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(pull);
        pull.bind("faulty://here");
        push.connect("faulty://here");
        push.send(numbered(0));
        assertThat(receiveUpTo(pull, 0)).containsExactly(0);
        FaultyLink first = faulty.link(0);
        first.hold(TO_SERVER);
        long before = first.written(TO_SERVER);
        for (int i = 1; i <= 100; i++) {
            push.send(numbered(i));
        }
        Deadline.await("something is on its way", () -> first.written(TO_SERVER) > before);

        first.reset();

        MonitorEvent.Disconnected ended = log.await(MonitorEvent.Disconnected.class);
        assertThat(ended.reason()).isEqualTo(DisconnectReason.IO_ERROR);
        assertThat(ended.detail()).contains("Connection reset");
        long onItsWay = (first.written(TO_SERVER) - before) / FRAME;
        push.send(numbered(101));
        List<Integer> received = receiveUpTo(pull, 101);
        assertThat(received).doesNotHaveDuplicates();
        assertThat(received.size() + onItsWay + push.statistics().messagesDropped()).isEqualTo(101);
    }

    @Test
    void peerThatSaysItIsDoneIsHeardToItsEndAndComesBack() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(pull);
        pull.bind("faulty://here");
        push.connect("faulty://here");
        for (int i = 0; i < 100; i++) {
            push.send(numbered(i));
        }
        Deadline.await("all is written", () -> push.statistics().sendQueue().messages() == 0);

        faulty.link(0).end(TO_SERVER);

        assertThat(receiveUpTo(pull, 99)).hasSize(100).isSorted();
        assertThat(log.await(MonitorEvent.Disconnected.class).reason()).isEqualTo(DisconnectReason.PEER_CLOSED);
        push.send(numbered(100));
        assertThat(receiveUpTo(pull, 100)).containsExactly(100);
        Deadline.await("the half-closed link is closed", faulty.link(0)::isClosed);
    }

    @Test
    void stalledPeerHoldsUpNobodyElse() {
        PushSocket push = context.push(with(SocketOption.SEND_HIGH_WATER_MARK, 10));
        push.bind("faulty://here");
        PullSocket stalled = context.pull();
        stalled.connect("faulty://here");
        push.send(numbered(0));
        assertThat(next(stalled).text()).isEqualTo(numbered(0));
        faulty.link(0).hold(TO_CLIENT);
        int toTheStalled = 0;
        boolean full = false;
        while (!full) { // a loop that writes makes room in the queue as long as there is some in the link
            full = faulty.link(0).isFull(TO_CLIENT);
            while (push.trySend(numbered(toTheStalled + 1))) {
                toTheStalled++;
            }
        }
        PullSocket other = context.pull();
        other.connect("faulty://here");
        for (int i = 0; i < 1000; i++) {
            push.send("other " + i);
            assertThat(next(other).text()).isEqualTo("other " + i);
        }
        faulty.link(0).release(TO_CLIENT);
        assertThat(receiveUpTo(stalled, toTheStalled)).hasSize(toTheStalled).isSorted();
    }

    @Test
    void deadPeerIsNoticedByBothSidesAndReplaced() {
        SocketOptions beating = with(SocketOption.HEARTBEAT_INTERVAL, SHORT)
                .with(SocketOption.HEARTBEAT_TIMEOUT, SHORT.multipliedBy(3));
        PullSocket pull = context.pull(beating);
        PushSocket push = context.push(beating);
        MonitorLog bound = MonitorLog.of(pull);
        MonitorLog connecting = MonitorLog.of(push);
        pull.bind("faulty://here");
        push.connect("faulty://here");
        push.send(numbered(0));
        assertThat(receiveUpTo(pull, 0)).containsExactly(0);

        faulty.link(0).die();

        assertThat(bound.await(MonitorEvent.Disconnected.class).reason())
                .isEqualTo(DisconnectReason.HEARTBEAT_TIMEOUT);
        assertThat(connecting.await(MonitorEvent.Disconnected.class).reason())
                .isEqualTo(DisconnectReason.HEARTBEAT_TIMEOUT);
        connecting.await(MonitorEvent.HandshakeSucceeded.class);
        push.send(numbered(1));
        assertThat(receiveUpTo(pull, 1)).containsExactly(1);
    }

    @Test
    void nameThatLeadsElsewhereIsFollowedAtTheNextAttempt() {
        PullSocket old = context.pull();
        PullSocket successor = context.pull();
        EndpointHandle bound = old.bind("faulty://old");
        successor.bind("faulty://new");
        faulty.resolve("service", "old");
        PushSocket push = context.push();
        push.connect("faulty://service");
        push.send("to the old one");
        assertThat(next(old).text()).isEqualTo("to the old one");

        faulty.resolve("service", "new");
        bound.close();
        faulty.link(0).reset();

        push.send("to its successor");
        Optional<Message> moved = successor.receive(Deadline.PATIENCE);
        assertThat(moved.orElseThrow().text()).isEqualTo("to its successor");
    }

    @Test
    void listenerThatCannotAcceptSaysSoAndGoesOn() {
        PullSocket pull = context.pull();
        MonitorLog log = MonitorLog.of(pull);
        pull.bind("faulty://here");
        faulty.failToAccept("here", 3);
        PushSocket push = context.push();
        push.connect("faulty://here");
        push.send("at last");
        for (int i = 0; i < 3; i++) {
            assertThat(log.await(MonitorEvent.AcceptFailed.class).detail()).contains("Too many open files");
        }
        assertThat(next(pull).text()).isEqualTo("at last");
        assertThat(faulty.links()).isEqualTo(1);
    }

    @Test
    void listenerThatIsBoundAgainIsFoundAgain() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        push.connect("faulty://here");
        for (int round = 0; round < 20; round++) {
            EndpointHandle bound = pull.bind("faulty://here");
            push.send(numbered(round));
            assertThat(receiveUpTo(pull, round)).containsExactly(round);
            bound.close();
            faulty.link(round).reset();
            log.await(MonitorEvent.Disconnected.class);
        }
    }
}
