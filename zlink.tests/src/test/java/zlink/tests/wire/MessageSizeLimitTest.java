package zlink.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.wire.Bytes.MORE;
import static zlink.tests.wire.Bytes.frame;
import static zlink.tests.wire.Bytes.longFrame;
import static zlink.tests.wire.Bytes.message;
import static zlink.tests.wire.Bytes.of;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketType;
import zlink.tests.fixture.MonitorLog;

/** MAX_MESSAGE_SIZE to the byte, and the long form of frames that do not need it. */
class MessageSizeLimitTest extends OnTheWire {

    private void assertClosedForTheLimit(int limit, byte[]... bytes) {
        PullSocket pull = context.pull(with(SocketOption.MAX_MESSAGE_SIZE, (long) limit));
        MonitorLog log = MonitorLog.of(pull);
        Endpoint endpoint = bind(pull);
        try (RawPeer peer = RawPeer.greeted(endpoint, SocketType.PUSH)) {
            peer.send(message("before"));
            peer.sendIfOpen(bytes);
            assertThat(log.await(MonitorEvent.Disconnected.class).reason())
                    .isEqualTo(DisconnectReason.LIMIT_EXCEEDED);
            peer.awaitEnd();
            assertThat(next(pull).text()).isEqualTo("before");
        }
        try (RawPeer peer = RawPeer.greeted(endpoint, SocketType.PUSH)) {
            peer.send(message("after"));
            assertThat(next(pull).text()).isEqualTo("after");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 255, 256, 1000, 65_536, 1 << 20})
    void frameOfTheLimitPasses(int limit) {
        PullSocket pull = context.pull(with(SocketOption.MAX_MESSAGE_SIZE, (long) limit));
        byte[] content = new byte[limit];
        Arrays.fill(content, (byte) 1);
        try (RawPeer peer = RawPeer.greeted(bind(pull), SocketType.PUSH)) {
            peer.send(frame(0, content), frame(0, content));
            assertThat(next(pull).bytes()).isEqualTo(content);
            assertThat(next(pull).bytes()).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 254, 255, 256, 1000, 65_536, 1 << 20})
    void frameOfOneByteMoreEndsTheConnection(int limit) {
        assertClosedForTheLimit(limit, frame(0, new byte[limit + 1]));
    }

    @Test
    void framesOfOneMessageCountTogether() {
        PullSocket pull = context.pull(with(SocketOption.MAX_MESSAGE_SIZE, 1000L));
        try (RawPeer peer = RawPeer.greeted(bind(pull), SocketType.PUSH)) {
            for (int i = 0; i < 3; i++) {
                peer.send(frame(MORE, new byte[500]), frame(MORE, new byte[0]), frame(0, new byte[500]));
                assertThat(next(pull).totalSize()).isEqualTo(1000);
            }
        }
        assertClosedForTheLimit(1000, frame(MORE, new byte[500]), frame(MORE, new byte[0]), frame(0, new byte[501]));
    }

    @Test
    void messageWithoutEndIsEndedByTheLimit() {
        byte[] many = new byte[0];
        for (int i = 0; i < 100; i++) {
            many = Bytes.join(many, frame(MORE, new byte[100]));
        }
        assertClosedForTheLimit(5000, many);
    }

    @Test
    void largeMessagesWeSendAreNotLimited() {
        PushSocket push = context.push(with(SocketOption.MAX_MESSAGE_SIZE, 10L));
        try (RawPeer peer = RawPeer.greeted(bind(push), SocketType.PULL)) {
            push.send(new byte[100_000]);
            assertThat(peer.readFrame().body()).hasSize(100_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 255})
    void smallFramesMayComeInTheLongForm(int size) {
        PullSocket pull = context.pull();
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) 'x');
        try (RawPeer peer = RawPeer.greeted(bind(pull), SocketType.PUSH)) {
            peer.send(longFrame(0, size, content), longFrame(MORE, size, content), longFrame(0, 3, of("end")));
            assertThat(next(pull).bytes()).isEqualTo(content);
            Message two = next(pull);
            assertThat(two.bytes(0)).isEqualTo(content);
            assertThat(two.text(1)).isEqualTo("end");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 254, 255, 256, 257, 65_535, 65_536})
    void weSendTheShortFormWhereItFits(int size) {
        PushSocket push = context.push();
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) 'x');
        try (RawPeer peer = RawPeer.greeted(bind(push), SocketType.PULL)) {
            push.send(content);
            push.send(Message.wrap(content, content));
            byte[] expected = Bytes.join(frame(0, content), frame(MORE, content), frame(0, content));
            assertThat(peer.read(expected.length)).isEqualTo(expected);
        }
    }
}
