package zlink.engine.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.SocketOptions;
import zlink.engine.context.EngineContext;
import zlink.transport.Transports;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider;

/** Names whose server does not answer hold up whoever needs a name, and nobody else. */
class SlowNamesTest {
    private static final int MANY = 20; // far more than there are resolver threads

    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final Transports transports = Transports.of(Transports.installed().serving(Endpoint.of("tcp://x:1")),
            Transports.installed().serving(Endpoint.of("ipc://x")), new Unanswered());

    @Test
    void addressesAreConnectedToWhileNamesAreWaitedFor() {
        EngineContext context = new EngineContext(ContextOptions.defaults(), transports);
        try {
            PlainSocket stuck = new PlainSocket(context, SocketOptions.defaults(), false);
            for (int i = 0; i < MANY; i++) {
                stuck.connect(Endpoint.of("unanswered://name-" + i));
            }
            for (String wildcard : new String[] {"tcp://127.0.0.1:*", "ipc://*"}) {
                PlainSocket bound = new PlainSocket(context, SocketOptions.defaults(), true);
                PlainSocket connected = new PlainSocket(context, SocketOptions.defaults(), true);
                connected.connect(bound.bind(Endpoint.of(wildcard)).endpoint());
                connected.send(wildcard.getBytes(UTF_8));
                assertThat(bound.receive(Duration.ofSeconds(8)).map(Message::text)).contains(wildcard);
            }
            assertThat(waiting.get()).as("threads that wait for a name").isLessThanOrEqualTo(4);
        } finally {
            answered.countDown();
            context.close(Duration.ZERO);
        }
    }

    private final class Unanswered implements TransportProvider {
        @Override
        public String scheme() {
            return "unanswered";
        }

        @Override
        public void check(Endpoint endpoint, Use use) { }

        @Override
        public Listener bind(Endpoint endpoint, SocketOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Connection connect(Endpoint endpoint, SocketOptions options) throws IOException {
            waiting.incrementAndGet();
            try {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                waiting.decrementAndGet();
            }
            throw new IOException("no such name");
        }
    }
}
