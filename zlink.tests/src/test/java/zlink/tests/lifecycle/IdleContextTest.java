package zlink.tests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.DealerSocket;
import zlink.api.Poller;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.RouterSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Transport;

/** A context in which nothing happens uses no processor, whatever is open in it. */
class IdleContextTest {
    private static final String OURS = "idle-test";
    private static final Duration OBSERVED = Duration.ofSeconds(1);
    private static final Duration NOTHING = Duration.ofMillis(5);
    private static final int MOST_SECONDS = 5;

    private final Context context = Context.create(ContextOptions.defaults().withThreadNamePrefix(OURS)
            .withSocketDefaults(Transport.options().with(SocketOption.LINGER, Duration.ZERO)));
    private final List<BackgroundCall<?>> blocked = new ArrayList<>();

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    /** Whatever is busy for a reason comes to an end: one of the next seconds is idle. */
    private void assertIdle() {
        Duration used = usedInASecond();
        for (int seconds = 1; seconds < MOST_SECONDS && used.compareTo(NOTHING) >= 0; seconds++) {
            used = usedInASecond();
        }
        assertThat(used).as("processor time in the last of " + MOST_SECONDS + " seconds").isLessThan(NOTHING);
    }

    private static Duration usedInASecond() {
        Duration before = ProcessResources.cpuTime(OURS).plus(ProcessResources.cpuTime("background-call"));
        long end = System.nanoTime() + OBSERVED.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        return ProcessResources.cpuTime(OURS).plus(ProcessResources.cpuTime("background-call")).minus(before);
    }

    private void connectEverything() {
        for (Transport transport : Transport.values()) {
            PullSocket pull = context.pull();
            PushSocket push = context.push();
            push.connect(pull.bind(transport.wildcard()).endpoint());
            push.send("hello");
            assertThat(pull.receive(Deadline.PATIENCE)).isPresent();
        }
    }

    @Test
    void withNothingOpen() {
        assertIdle();
    }

    @Test
    void withConnectionsThatHaveBeenUsed() {
        connectEverything();
        assertIdle();
    }

    @Test
    void withReceiversSendersAndPollersThatWait() {
        connectEverything();
        for (Transport transport : Transport.values()) {
            PullSocket pull = context.pull();
            pull.bind(transport.wildcard());
            blocked.add(BackgroundCall.of(pull::receive).awaitBlocked());
            PushSocket push = context.push();
            push.bind(transport.wildcard());
            blocked.add(BackgroundCall.running(() -> push.send("nobody there")).awaitBlocked());
            PullSocket polled = context.pull();
            polled.bind(transport.wildcard());
            Poller poller = context.poller();
            poller.register(polled, Poller.Interest.RECEIVE);
            blocked.add(BackgroundCall.of(poller::await).awaitBlocked());
            polled.receiveAsync();
        }
        assertIdle();
    }

    @Test
    void withAProxyThatHasNothingToForward() {
        RouterSocket frontend = context.router();
        DealerSocket backend = context.dealer();
        frontend.bind("tcp://127.0.0.1:*");
        backend.bind("tcp://127.0.0.1:*");
        context.proxy(frontend, backend).start();
        assertIdle();
    }

    @Test
    void withAPeerThatIsFullAndASenderThatWaits() {
        SocketOptions narrow = SocketOptions.defaults().with(SocketOption.SEND_HIGH_WATER_MARK, 10)
                .with(SocketOption.RECEIVE_HIGH_WATER_MARK, 10);
        for (Transport transport : Transport.values()) {
            PullSocket pull = context.pull(narrow);
            PushSocket push = context.push(narrow);
            push.connect(pull.bind(transport.wildcard()).endpoint());
            push.send("hello"); // else what looks full may be a handshake that takes its time
            assertThat(pull.receive(Deadline.PATIENCE)).isPresent();
            byte[] message = new byte[100_000];
            Deadline deadline = Deadline.in(Deadline.PATIENCE);
            while (push.send(message, Duration.ofMillis(100))) {
                assertThat(deadline.hasPassed()).isFalse();
            }
            blocked.add(BackgroundCall.running(() -> push.send(message)).awaitBlocked());
        }
        assertIdle();
    }

    @Test
    void withEndpointsThatCannotBeConnectedAndRarelyTry() {
        SocketOptions patient = SocketOptions.defaults().with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(500));
        for (Transport transport : List.of(Transport.TCP, Transport.IPC)) {
            context.push(patient).connect(transport.free());
        }
        assertIdle();
    }
}
