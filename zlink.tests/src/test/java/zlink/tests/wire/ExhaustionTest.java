package zlink.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.wire.Bytes.MORE;
import static zlink.tests.wire.Bytes.command;
import static zlink.tests.wire.Bytes.frame;
import static zlink.tests.wire.Bytes.handshake;
import static zlink.tests.wire.Bytes.longFrame;
import static zlink.tests.wire.Bytes.message;
import static zlink.tests.wire.Bytes.of;

import java.io.ByteArrayOutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.MonitorEvent;
import zlink.api.PubSocket;
import zlink.api.PullSocket;
import zlink.api.SocketOption;
import zlink.api.SocketType;
import zlink.api.XPubSocket;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;

/** What a peer can make us keep is bounded by what it has sent, and by our limits. */
@Timeout(30)
class ExhaustionTest extends OnTheWire {
    private static final int PEERS = 100;

    /** Heap after a collection, and direct memory. */
    private static long memoryInUse() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
        return heap + direct;
    }

    @Test
    void announcedSizesCostNothing() {
        PullSocket pull = context.pull();
        Endpoint endpoint = bind(pull);
        List<RawPeer> peers = new ArrayList<>();
        try {
            peers.add(RawPeer.greeted(endpoint, SocketType.PUSH));
            long before = memoryInUse();
            for (int i = 0; i < PEERS; i++) {
                RawPeer peer = RawPeer.greeted(endpoint, SocketType.PUSH);
                peer.send(message("here"), longFrame(0, 64L << 20, new byte[1000]));
                peers.add(peer);
                assertThat(next(pull).text()).isEqualTo("here");
            }
            assertThat(memoryInUse() - before).as("for 100 frames of 64 MiB, of which 1000 bytes came")
                    .isLessThan(64L << 20);
        } finally {
            peers.forEach(RawPeer::close);
        }
    }

    @Test
    void messageThatComesByDribsIsPutTogether() {
        PullSocket pull = context.pull();
        byte[] content = new byte[3 << 20];
        content[content.length - 1] = 1;
        try (RawPeer peer = RawPeer.greeted(bind(pull), SocketType.PUSH)) {
            byte[] all = longFrame(0, content.length, content);
            for (int at = 0; at < all.length; at += 50_000) {
                peer.send(Arrays.copyOfRange(all, at, Math.min(at + 50_000, all.length)));
            }
            assertThat(next(pull).bytes()).isEqualTo(content);
        }
    }

    @Test
    void peerThatIsNotReadIsHeldBackNotBuffered() {
        PullSocket pull = context.pull(with(SocketOption.RECEIVE_LIMIT_BYTES, 1L << 20)
                .with(SocketOption.RECEIVE_BUFFER, 256 << 10));
        MonitorLog log = MonitorLog.of(pull);
        try (RawPeer peer = RawPeer.greeted(bind(pull), SocketType.PUSH)) {
            Thread flood = new Thread(() -> {
                for (int i = 0; i < 2000; i++) {
                    peer.send(frame(0, new byte[50_000]));
                }
            }, "flood");
            flood.setDaemon(true);
            flood.start();
            Deadline.await("the limit is reached", () -> pull.statistics().receiveQueue().bytes() >= 1L << 20);
            assertThat(pull.statistics().receiveQueue().bytes()).isLessThan(2L << 20);
            for (int i = 0; i < 2000; i++) {
                assertThat(next(pull).size(0)).isEqualTo(50_000);
                assertThat(pull.statistics().receiveQueue().bytes()).isLessThan(2L << 20);
            }
            assertThat(log.events(MonitorEvent.Disconnected.class)).isEmpty();
        }
    }

    @Test
    void subscriberOfTooManyTopicsIsDisconnected() {
        PubSocket pub = context.pub(with(SocketOption.MAX_SUBSCRIPTIONS, 1000));
        MonitorLog log = MonitorLog.of(pub);
        Endpoint endpoint = bind(pub);
        try (RawPeer greedy = RawPeer.greeted(endpoint, SocketType.SUB);
                RawPeer modest = RawPeer.greeted(endpoint, SocketType.SUB)) {
            modest.send(command("SUBSCRIBE", of("a")));
            ByteArrayOutputStream many = new ByteArrayOutputStream();
            for (int i = 0; i <= 1000; i++) {
                many.writeBytes(command("SUBSCRIBE", of("topic " + i)));
            }
            greedy.sendIfOpen(many.toByteArray());

            assertThat(log.await(MonitorEvent.Disconnected.class).reason())
                    .isEqualTo(DisconnectReason.LIMIT_EXCEEDED);
            greedy.awaitEnd();
            Deadline.await("the other's subscription works", () -> {
                pub.send("a");
                return pub.statistics().messagesSent() > 0;
            });
            assertThat(modest.readFrame().body()).isEqualTo(of("a"));
        }
    }

    @Test
    void subscriberOfTopicsTooLongIsDisconnected() {
        PubSocket pub = context.pub(with(SocketOption.MAX_SUBSCRIPTION_BYTES, 10_000L));
        MonitorLog log = MonitorLog.of(pub);
        try (RawPeer greedy = RawPeer.greeted(bind(pub), SocketType.SUB)) {
            for (int i = 0; i < 11; i++) {
                greedy.sendIfOpen(command("SUBSCRIBE", of((char) ('a' + i) + "x".repeat(999))));
            }
            assertThat(log.await(MonitorEvent.Disconnected.class).reason())
                    .isEqualTo(DisconnectReason.LIMIT_EXCEEDED);
        }
    }

    @Test
    void subscribingToTheSameTopicForeverCostsNothing() {
        XPubSocket xpub = context.xpub(with(SocketOption.MAX_SUBSCRIPTIONS, 10));
        try (RawPeer peer = RawPeer.greeted(bind(xpub), SocketType.SUB)) {
            ByteArrayOutputStream many = new ByteArrayOutputStream();
            for (int i = 0; i < 20_000; i++) {
                many.writeBytes(command("SUBSCRIBE", of("same")));
            }
            peer.send(many.toByteArray(), command("SUBSCRIBE", of("other")));
            assertThat(next(xpub).bytes()).isEqualTo(of("\u0001same"));
            assertThat(next(xpub).bytes()).isEqualTo(of("\u0001other"));
        }
    }

    @Test
    void publisherKeepsNothingOfWhatIsSentUpstream() {
        PubSocket pub = context.pub();
        try (RawPeer peer = RawPeer.greeted(bind(pub), SocketType.XSUB)) {
            peer.send(message("warm up"));
            long before = memoryInUse();
            byte[] junk = frame(0, new byte[1 << 20]);
            for (int i = 0; i < 200; i++) {
                peer.send(junk, frame(MORE, new byte[1000]), frame(0, new byte[1000]));
            }
            peer.send(command("SUBSCRIBE", of("a")));
            Deadline.await("all of it has come", () -> {
                pub.send("a");
                return pub.statistics().messagesSent() > 0;
            });
            assertThat(memoryInUse() - before).isLessThan(50L << 20);
        }
    }

    @Test
    void upstreamMessagesBeyondTheMarkAreDroppedAndCountedAndSubscriptionsAreNot() {
        XPubSocket xpub = context.xpub(with(SocketOption.RECEIVE_HIGH_WATER_MARK, 100));
        try (RawPeer peer = RawPeer.greeted(bind(xpub), SocketType.XSUB)) {
            byte[] padding = new byte[1000];
            for (int i = 0; i < 5000; i++) {
                peer.send(frame(MORE, of("" + i)), frame(0, padding));
            }
            peer.send(command("SUBSCRIBE", of("a")));
            Deadline.await("all of it has come", () -> xpub.statistics().messagesDropped() == 4900);
            for (int i = 0; i < 100; i++) {
                assertThat(next(xpub).text(0)).isEqualTo("" + i);
            }
            assertThat(next(xpub).bytes()).isEqualTo(of("\u0001a"));
            peer.send(message("room again"));
            assertThat(next(xpub).text()).isEqualTo("room again");
        }
    }

    @Test
    void crowdOfConnectionsComesAndGoes() {
        PullSocket pull = context.pull();
        Endpoint endpoint = bind(pull);
        for (int round = 0; round < 3; round++) {
            List<RawPeer> crowd = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                RawPeer peer = RawPeer.connect(endpoint);
                peer.send(handshake(SocketType.PUSH), message("" + i));
                crowd.add(peer);
            }
            for (int i = 0; i < 200; i++) {
                next(pull);
            }
            crowd.forEach(peer -> {
                peer.send(ByteBuffer.allocate(3).array());
                peer.reset();
            });
            awaitConnections(pull, 0);
        }
    }
}
