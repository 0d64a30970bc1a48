package zlink.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import zlink.api.MonitorEvent;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.connection.Peer;
import zlink.engine.connection.ScriptedChannel;

/** One connection after the other: in order, from message to message, at the times its policy says. */
class ConnectSessionTest {
    private static final long MS = 1_000_000;
    private static final int[] SIZES = {5, -60, 300, -3, 4000, 1};

    private static SocketOptions options() {
        return SocketOptions.defaults().with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(100))
                .with(SocketOption.RECONNECT_INTERVAL_MAX, Duration.ofMillis(400))
                .with(SocketOption.CONNECT_TIMEOUT, Duration.ofMillis(700))
                .with(SocketOption.LINGER, Duration.ofSeconds(9));
    }

    @Property(tries = 300)
    void messagesKeepTheirOrderOverAnyNumberOfCuts(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 5) Integer> sizes,
            @ForAll @Size(max = 4) List<@IntRange(min = 0, max = 4500) Integer> cuts, @ForAll boolean failsToWrite) {
        try (SessionRig rig = new SessionRig(options()).start()) {
            for (int i = 0; i < sizes.size(); i += 2) {
                rig.send(SIZES[sizes.get(i)]); // before there is anybody
            }
            for (int cut : cuts) {
                connectAndCut(rig, cut, failsToWrite);
            }
            rig.pass(1);
            for (int i = 1; i < sizes.size(); i += 2) {
                rig.send(SIZES[sizes.get(i)]);
            }
            rig.shake();
            rig.pass(MS);

            List<String> lost = new ArrayList<>(rig.sent);
            rig.heard().forEach(lost::remove);
            assertThat(rig.sent).as("heard by all peers, in order").containsSubsequence(rig.heard());
            assertThat(lost).as("of several frames, cut where one chunk ended and was gone").hasSize((int) rig.dropped)
                    .allMatch(message -> message.contains("+"));
        }
    }

    /** The peer takes so much behind the handshake, and then is gone. */
    private static void connectAndCut(SessionRig rig, int bytes, boolean failsToWrite) {
        ScriptedChannel channel = rig.channel();
        int room = Math.max(0, 92 - channel.writtenBytes()) + bytes;
        channel.room(room);
        rig.shake();
        rig.pass(MS);
        if (failsToWrite) {
            channel.failWriting(new IOException("broken pipe"));
            rig.pass(1100 * MS);
        }
        channel.end();
        rig.pass(MS);
        rig.pass(500 * MS);
    }

    @Example
    void attemptsAreFurtherAndFurtherApartUntilOneSucceeds() {
        try (SessionRig rig = new SessionRig(options())) {
            rig.refusals = 5;
            rig.start();
            for (int i = 0; i < 200; i++) {
                rig.pass(10 * MS);
            }
            assertThat(gapsMs(rig)).containsExactly(100L, 200L, 400L, 400L, 400L);
            rig.shake();
            rig.pass(1000 * MS);
            rig.channel().end();
            rig.attemptsAtNs.clear();
            rig.refusals = 2;
            rig.attemptsAtNs.add(rig.loop.nowNs());
            for (int i = 0; i < 50; i++) {
                rig.pass(10 * MS);
            }
            assertThat(gapsMs(rig)).startsWith(110L, 200L); // noticed a step later
        }
    }

    @Example
    void aPeerThatClosesRightAfterTheHandshakeIsTriedLaterAndLater() {
        try (SessionRig rig = new SessionRig(options()).start()) {
            for (long delayMs : new long[] {100, 200, 400, 400}) {
                assertThat(delayAfterConnectionOf(rig, 999)).isEqualTo(delayMs);
            }
            assertThat(delayAfterConnectionOf(rig, 1000)).as("after one that lasted").isEqualTo(100);
            assertThat(delayAfterConnectionOf(rig, 0)).isEqualTo(200);
        }
    }

    /** The peer shakes hands and closes so much later; tells the wait that follows, and lets it pass. */
    private static long delayAfterConnectionOf(SessionRig rig, long lastsMs) {
        rig.shake();
        rig.pass(lastsMs * MS);
        rig.channel().end();
        rig.loop.settle();
        long delayNs = rig.loop.untilNextTimer();
        rig.pass(delayNs);
        return delayNs / MS;
    }

    private static List<Long> gapsMs(SessionRig rig) {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < rig.attemptsAtNs.size(); i++) {
            gaps.add((rig.attemptsAtNs.get(i) - rig.attemptsAtNs.get(i - 1)) / MS);
        }
        return gaps;
    }

    @Example
    void anAttemptEndsAtTheConnectTimeout() {
        try (SessionRig rig = new SessionRig(options())) {
            List<String> reasons = reasonsToRetry(rig);
            rig.establishes = false;
            rig.start();
            rig.pass(699 * MS);
            assertThat(rig.channel().isClosed()).isFalse();
            rig.pass(MS);
            assertThat(rig.channel().isClosed()).isTrue();
            assertThat(reasons).containsExactly("not connected within 700 ms");
            rig.pass(100 * MS);
            assertThat(rig.channels).hasSize(2);
        }
    }

    @Example
    void theConnectTimeoutIsNotTheHandshakes() {
        SocketOptions options = options().with(SocketOption.HANDSHAKE_INTERVAL, Duration.ofSeconds(2));
        try (SessionRig rig = new SessionRig(options)) {
            List<String> reasons = reasonsToRetry(rig);
            rig.establishes = false;
            rig.start();
            rig.pass(600 * MS);
            rig.channel().establish();
            rig.loop.settle();
            rig.pass(1999 * MS);
            assertThat(rig.channel().isClosed()).isFalse();
            rig.pass(MS);
            assertThat(rig.channel().isClosed()).isTrue();
            assertThat(reasons).containsExactly("no handshake within 2000 ms");
            rig.pass(100 * MS);
            assertThat(rig.channels).hasSize(2);
        }
    }

    private static List<String> reasonsToRetry(SessionRig rig) {
        List<String> reasons = new ArrayList<>();
        rig.monitor.add(event -> {
            if (event instanceof MonitorEvent.ConnectRetried retried) {
                reasons.add(retried.detail());
            }
        });
        return reasons;
    }

    @Example
    void anAddressNeedsNoResolver() {
        try (SessionRig rig = new SessionRig(options())) {
            rig.resolverIsBusy = true;
            rig.resolves = false;
            rig.refusals = 1;
            rig.start();
            rig.send(5);
            rig.pass(100 * MS);
            rig.shake();
            rig.pass(MS);
            assertThat(rig.heard()).isEqualTo(rig.sent);
        }
    }

    @Example
    void aNameThatIsNotResolvedCanBeClosed() {
        try (SessionRig rig = new SessionRig(options())) {
            rig.resolverIsBusy = true;
            rig.start();
            rig.pass(1000 * MS);
            assertThat(rig.attemptsAtNs).isEmpty();
        }
    }

    @Example
    void closingBetweenAttemptsEndsIt() {
        try (SessionRig rig = new SessionRig(options())) {
            rig.refusals = 1;
            rig.start();
            rig.session.closeBy(rig.loop.nowNs()); // close() would wait for the loop, which is stepped here
            rig.loop.settle();
            assertThat(rig.members).isEmpty();
            rig.pass(10_000 * MS);
            assertThat(rig.attemptsAtNs).hasSize(1);
        }
    }

    @Example
    void whatWaitsIsDeliveredWithinLingerAcrossAttempts() {
        SessionRig rig = new SessionRig(options());
        rig.refusals = 1;
        rig.start();
        rig.send(5);
        rig.session.closeBy(rig.loop.nowNs() + 5_000 * MS);
        rig.pass(150 * MS);
        assertThat(rig.members).isNotEmpty();
        rig.shake();
        rig.pass(150 * MS);
        assertThat(rig.heard()).isEqualTo(rig.sent);
        assertThat(rig.members).isNotEmpty();
        rig.channel().end(); // the peer has read it all, and our end
        rig.loop.settle();
        assertThat(rig.members).isEmpty();
        rig.close();
    }

    @Example
    void pingForAPeerThatIsGoneIsNotTheNextOnes() {
        try (SessionRig rig = new SessionRig(options()).start()) {
            rig.shake();
            rig.pass(MS);
            rig.channel().room(0);
            rig.channel().arrive(Peer.command("PING", new byte[2]));
            rig.pass(MS);
            rig.send(5); // behind the answer
            rig.channel().end();
            rig.pass(MS);
            rig.pass(500 * MS);
            rig.shake();
            rig.pass(MS);

            assertThat(rig.heard()).isEqualTo(rig.sent);
            assertThat(Peer.hear(rig.channel().written()).commands()).hasSize(1).first().asString().startsWith("READY");
            assertThat(rig.dropped).isZero();
        }
    }

    @Example
    void nothingButAnAnswerToWaitForIsNothing() {
        SessionRig rig = new SessionRig(options()).start();
        rig.shake();
        rig.pass(MS);
        rig.channel().room(0);
        rig.channel().arrive(Peer.command("PING", new byte[2]));
        rig.pass(MS);
        rig.channel().end();
        rig.pass(MS);
        rig.session.closeBy(rig.loop.nowNs() + 5_000 * MS);
        rig.pass(MS);

        assertThat(rig.members).isEmpty();
        assertThat(rig.dropped).isZero();
        rig.close();
    }

    @Example
    void lingeringEndsWhenItsTimeHasPassed() {
        SessionRig rig = new SessionRig(options()).start();
        rig.send(5);
        rig.session.closeBy(rig.loop.nowNs() + 50 * MS);
        rig.pass(40 * MS);
        assertThat(rig.members).isNotEmpty();
        rig.pass(10 * MS);
        assertThat(rig.members).isEmpty();
        assertThat(rig.dropped).isEqualTo(1);
        rig.close();
    }

    @Example
    void whatAnXsubSentIsCountedWhenItIsNotReplayed() {
        try (SessionRig rig = new SessionRig(options(), SocketType.XSUB).start()) {
            rig.send(5);
            rig.channel().room(92 - rig.channel().writtenBytes() + 7 + 100); // the first message and part of the next
            rig.send(300);
            rig.send(60);
            rig.shake();
            rig.pass(MS);
            rig.channel().end();
            rig.loop.settle();
            assertThat(rig.dropped).isEqualTo(2);
            rig.pass(100 * MS);
            rig.shake();
            rig.send(8);
        }
    }

    @Example
    void whatAnXsubSentToNobodyIsCountedWhenItCloses() {
        SessionRig rig = new SessionRig(options(), SocketType.XSUB).start();
        rig.send(5);
        rig.close();
        assertThat(rig.dropped).isEqualTo(1);
    }

    @Example
    void aChannelThatComesWhenItIsOverIsClosed() {
        SessionRig rig = new SessionRig(options());
        rig.session.start();
        rig.loop.step(); // the attempt is handed to the resolver
        rig.session.closeBy(rig.loop.nowNs());
        rig.loop.settle();
        assertThat(rig.members).isEmpty();
        assertThat(rig.channel().isClosed()).isTrue();
        rig.close();
    }
}
