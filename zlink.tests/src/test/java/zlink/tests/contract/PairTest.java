package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.HandshakeFailure;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PairSocket;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Filling;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.Transport;

/** RFC 31: exactly one peer, both ways. */
class PairTest extends OverEachTransport {

    @Test
    void messagesGoBothWays() {
        PairSocket left = context.pair();
        PairSocket right = context.pair();
        join(left, right);

        left.send("to the right");
        right.send(Message.of("to", "the", "left"));

        assertThat(nextText(right)).isEqualTo("to the right");
        assertThat(next(left).texts()).containsExactly("to", "the", "left");
    }

    @Test
    void secondPeerIsRefusedWhileTheFirstIsThere() {
        PairSocket bound = context.pair();
        PairSocket first = context.pair();
        Endpoint endpoint = join(bound, first);
        PairSocket second = context.pair();
        second.connect(endpoint);

        second.trySend("from the second");
        bound.send("for the first");
        first.send("from the first");

        assertThat(nextText(first)).isEqualTo("for the first");
        assertThat(nextText(bound)).isEqualTo("from the first");
        assertThat(stray(bound)).isEmpty();
        assertThat(second.tryReceive()).isEmpty();
        assertThat(bound.statistics().connections()).isEqualTo(1);
    }

    @Test
    void secondPeerIsRefusedForThatReason() {
        PairSocket bound = context.pair();
        Endpoint endpoint = join(bound, context.pair());
        MonitorLog log = MonitorLog.of(bound);

        context.pair().connect(endpoint);

        if (transport == Transport.INPROC) { // there, no handshake comes before the socket is asked
            MonitorEvent.Disconnected end = log.await(MonitorEvent.Disconnected.class);
            assertThat(end.reason()).isEqualTo(DisconnectReason.REFUSED);
            assertThat(end.detail()).contains("one peer at a time");
        } else {
            MonitorEvent.HandshakeFailed end = log.await(MonitorEvent.HandshakeFailed.class);
            assertThat(end.reason()).isEqualTo(HandshakeFailure.REFUSED);
            assertThat(end.detail()).contains("one peer at a time");
        }
    }

    @Test
    void nextPeerIsTakenOnceTheFirstHasGone() {
        PairSocket bound = context.pair();
        PairSocket first = context.pair();
        Endpoint endpoint = join(bound, first);

        first.close();
        awaitConnections(bound, 0);
        PairSocket next = context.pair();
        joinTo(endpoint, bound, next);

        bound.send("for the next");
        next.send("from the next");
        assertThat(nextText(next)).isEqualTo("for the next");
        assertThat(nextText(bound)).isEqualTo("from the next");
    }

    @Test
    void sendWaitsForPeer() {
        PairSocket bound = context.pair();
        Endpoint endpoint = bind(bound);
        assertThat(bound.trySend("too early")).isFalse();

        try (BackgroundCall<Void> sending = BackgroundCall.running(() -> bound.send("in time")).awaitBlocked()) {
            PairSocket peer = context.pair();
            peer.connect(endpoint);
            assertThat(nextText(peer)).isEqualTo("in time");
            sending.result();
        }
    }

    @Test
    void fullPeerHoldsTheSenderBackUntilItReads() {
        PairSocket left = context.pair(narrow(2));
        PairSocket right = context.pair(narrow(2));
        join(left, right);
        byte[] padding = new byte[32 << 10];

        int last = Filling.fill(i -> left.send(Message.copyOf(bytes("" + i), padding), Deadline.A_WHILE));

        try (BackgroundCall<Void> sending = BackgroundCall.running(
                () -> left.send(Message.copyOf(bytes("" + last), padding))).awaitBlocked()) {
            for (int i = 0; i <= last; i++) {
                assertThat(next(right).text(0)).isEqualTo("" + i);
            }
            sending.result();
        }
    }
}
