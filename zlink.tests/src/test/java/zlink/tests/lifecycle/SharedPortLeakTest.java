package zlink.tests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.tests.fixture.Deadline;

/** Sockets that shared a port, and connections that were passed on, leave no file descriptor behind. */
@Timeout(60)
class SharedPortLeakTest {
    private static final int CYCLES = 200;
    private static final int SLACK = 5; // what the JVM itself opens now and then

    private final ContextOptions options = ContextOptions.defaults().withIoThreads(2).withSocketDefaults(
            SocketOptions.defaults().with(SocketOption.LINGER, Duration.ZERO)
                    .with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(10)));

    @Test
    void socketsOfOnePort() {
        assumeTrue(ProcessResources.descriptorsAreVisible(), "no /proc/self/fd here");
        try (Context context = Context.create(options)) {
            share(context, 0);
        }
        int most = ProcessResources.descriptors() + SLACK;
        try (Context context = Context.create(options)) {
            for (int i = 0; i < CYCLES; i++) {
                share(context, i);
            }
            await(most + 20);
        }
        await(most);
    }

    private static void share(Context context, int cycle) {
        PullSocket first = context.pull();
        PullSocket second = context.pull();
        Endpoint port = first.bind("ws://127.0.0.1:*/first").endpoint();
        Endpoint beside = second.bind(port.toString().replace("/first", "/second")).endpoint();
        PushSocket push = context.push();
        push.connect(beside);
        push.send("passed on");
        assertThat(second.receive(Deadline.PATIENCE)).isPresent();
        PushSocket late = context.push();
        late.connect(beside); // on its way, as a rule, when they go
        (cycle % 2 == 0 ? first : second).close();
        (cycle % 2 == 0 ? second : first).close();
        late.close();
        push.close();
    }

    private static void await(int most) {
        Deadline.await(() -> "at most " + most + " file descriptors are open, not " + ProcessResources.descriptors(),
                Deadline.PATIENCE, () -> ProcessResources.descriptors() <= most);
    }
}
