package zlink.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.wire.Bytes.MORE;
import static zlink.tests.wire.Bytes.greeting;
import static zlink.tests.wire.Bytes.of;
import static zlink.tests.wire.Bytes.ready;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Message;
import zlink.api.SocketOption;
import zlink.api.SocketType;
import zlink.api.XSubSocket;
import zlink.tests.fixture.BackgroundCall;

/** What an XSUB sends upstream, to a publisher that looks at each frame. */
class UpstreamTest extends OnTheWire {
    private static final int MESSAGES = 2000;
    private static final int TOPICS = 2000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Timeout(30)
    void subscriptionsStandBetweenMessagesOnly(int minor) {
        XSubSocket xsub = context.xsub(with(SocketOption.SEND_HIGH_WATER_MARK, 0));
        try (RawPeer publisher = RawPeer.connect(bind(xsub))) {
            publisher.send(greeting(3, minor), ready(SocketType.XPUB));
            publisher.readHandshake();
            awaitConnections(xsub, 1);
            try (BackgroundCall<Void> sending = BackgroundCall.running(() -> {
                for (int i = 0; i < MESSAGES; i++) {
                    byte[] number = of("m" + i);
                    xsub.send(Message.copyOf(number, of("x".repeat(i % 300)), new byte[0], number));
                }
            }); BackgroundCall<Void> subscribing = BackgroundCall.running(() -> {
                for (int i = 0; i < TOPICS; i++) {
                    xsub.subscribe(of("topic " + i));
                }
            })) {
                readAll(publisher, minor);
                sending.result();
                subscribing.result();
            }
        }
    }

    private static void readAll(RawPeer publisher, int minor) {
        int messages = 0;
        int topics = 0;
        while (messages < MESSAGES || topics < TOPICS) {
            RawPeer.Frame frame = publisher.readFrame();
            if (frame.isCommand("SUBSCRIBE")) {
                assertThat(minor).as("commands are of 3.1").isEqualTo(1);
                topics++;
            } else if ((frame.flags() & MORE) == 0) {
                assertThat(minor).as("subscriptions that are messages are of 3.0").isZero();
                assertThat(frame.body()).isEqualTo(of("\u0001topic " + topics));
                topics++;
            } else {
                byte[] number = of("m" + messages);
                assertThat(frame.body()).isEqualTo(number);
                assertFrame(publisher, MORE, of("x".repeat(messages % 300)));
                assertFrame(publisher, MORE, new byte[0]);
                assertFrame(publisher, 0, number);
                messages++;
            }
        }
    }

    private static void assertFrame(RawPeer publisher, int more, byte[] body) {
        RawPeer.Frame frame = publisher.readFrame();
        assertThat(frame.flags() & ~Bytes.LONG).as("flags within a message").isEqualTo(more);
        assertThat(frame.body()).isEqualTo(body);
    }
}
