package zlink.tests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.DealerSocket;
import zlink.api.MessageHandler;
import zlink.api.PubSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.Receiver;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.Sender;
import zlink.api.Socket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.StreamSocket;
import zlink.api.SubSocket;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.Subscriptions;
import zlink.tests.fixture.Transport;

/**
 * A message costs no object, neither its sender nor its receiver nor the loops, also while somebody monitors them.
 *
 * <p>Messages go in bursts that fit into the queues. What may allocate is a thread that parks, once or twice in a burst
 * at most: that is what a fraction of a byte for each message allows for, while the smallest object takes 16. The
 * compiler and the collector, and other threads of this JVM, allocate now and then; so the best of many rounds counts.
 */
@Timeout(120)
@ParameterizedClass
@EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = {"TLS", "WSS"}) // the JDK's TLS makes objects
class AllocationTest {
    private static final int MESSAGES = 100_000;
    private static final int BURST = 500;
    private static final int SIZE = 64;
    private static final double LESS_THAN_BYTES = 1;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Parameter
    Transport transport;

    private final Context context = Context.create(ContextOptions.defaults().withSocketDefaults(
            SocketOptions.defaults().with(SocketOption.LINGER, Duration.ZERO)
                    .with(SocketOption.RECEIVE_TIMEOUT, Deadline.PATIENCE)
                    .with(SocketOption.SEND_TIMEOUT, Deadline.PATIENCE)));
    private final byte[] frame = new byte[SIZE];
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
    private final MessageHandler handler = view -> assertSize(view.frame(view.frameCount() - 1).remaining());

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    @Test
    void pair() {
        check(context.pair(), context.pair());
    }

    @Test
    void pushAndPull() {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        check(push, pull);
    }

    @Test
    void publishAndSubscribe() {
        PubSocket publisher = context.pub();
        SubSocket subscriber = context.sub();
        join(publisher, subscriber);
        subscriber.subscribe("");
        Subscriptions.settle(publisher, subscriber);
        check("into a buffer", publisher, () -> assertSize(subscriber.receive(buffer.clear())));
        check("by a handler", publisher, () -> subscriber.receive(handler));
    }

    @Test
    void dealerAndRouter() {
        DealerSocket dealer = context.dealer();
        RouterSocket router = context.router();
        join(router, dealer);
        check("into a buffer", dealer, () -> assertThatIsSame(router.receiveFrom(buffer.clear())));
        check("by a handler", dealer, () -> router.receive(handler));
    }

    @Test
    void streams() {
        assumeTrue(transport == Transport.TCP || transport == Transport.IPC, "STREAM sockets use byte streams only");
        StreamSocket sender = context.stream();
        StreamSocket receiver = context.stream();
        join(receiver, sender);
        RoutingId to = sender.receive().routingId();
        receiver.receive(view -> { });
        ByteBuffer piece = ByteBuffer.allocateDirect(64 << 10);
        check("in pieces", () -> {
            for (int i = 0; i < BURST; i++) {
                sender.send(to, frame);
            }
            for (int received = 0; received < BURST * SIZE; received += piece.position()) {
                receiver.receiveFrom(piece.clear());
            }
        });
    }

    private Object from; // whom the last message came from

    private void assertThatIsSame(Object sender) {
        if (from == null) {
            from = sender;
        }
        if (from != sender) {
            throw new AssertionError("another routing id object for the same connection");
        }
    }

    private static void assertSize(int size) {
        if (size != SIZE) {
            throw new AssertionError("a message of " + size + " bytes");
        }
    }

    private <S extends Socket & Sender, R extends Socket & Receiver> void check(S sender, R receiver) {
        join(receiver, sender);
        check("into a buffer", sender, () -> assertSize(receiver.receive(buffer.clear())));
        check("by a handler", sender, () -> receiver.receive(handler));
    }

    private void join(Socket bound, Socket connected) {
        MonitorLog.of(bound);
        MonitorLog.of(connected);
        connected.connect(bound.bind(transport.wildcard()).endpoint());
        Deadline.await("they are connected", () -> bound.statistics().connections() == 1
                && connected.statistics().connections() == 1);
    }

    private void check(String how, Sender sender, Runnable receive) {
        check(how, () -> exchange(sender, receive));
    }

    private void check(String how, Runnable burst) {
        Deadline deadline = Deadline.in(LONGEST);
        double best = Double.MAX_VALUE;
        do {
            Map<Long, Long> before = ProcessResources.allocatedBytes();
            for (int sent = 0; sent < MESSAGES; sent += BURST) {
                burst.run();
            }
            best = Math.min(best, ProcessResources.allocatedBytesSince(before) / (double) MESSAGES);
        } while (best >= LESS_THAN_BYTES && !deadline.hasPassed());
        assertThat(best).as("bytes allocated for each message received " + how).isLessThan(LESS_THAN_BYTES);
    }

    private void exchange(Sender sender, Runnable receive) {
        for (int i = 0; i < BURST; i++) {
            sender.send(frame);
        }
        for (int i = 0; i < BURST; i++) {
            receive.run();
        }
    }
}
