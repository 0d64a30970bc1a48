package zlink.transport.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zlink.api.Endpoint;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;

/** Close from anywhere at any time, and what interrupts must not do. */
@Timeout(60) // seconds; single waits give up after half of it, saying what for
public abstract class CloseContract {

    private static final int ROUNDS = 100;

    protected abstract TransportFixture transport();

    @Test
    public void closingTwiceIsClosingOnce() throws Exception {
        Pair pair = Pair.establish(transport());
        pair.close();
        pair.close();
    }

    @Test
    public void aLateCloseHarmsNoSuccessor() throws Exception {
        Listener first = transport().bind();
        first.close();
        try (Listener second = transport().bind(first.endpoint())) {
            first.close();
            try (Pair pair = Pair.connected(transport().connect(second.endpoint()), second)) {
                pair.client().send(1);
                assertThat(pair.server().receive(1)).containsExactly(1);
            }
        }
    }

    @Test
    public void nothingWorksOnceClosed() throws Exception {
        Pair pair = Pair.establish(transport());
        pair.close();
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        Connection client = pair.client().connection();
        assertThatIOException().isThrownBy(() -> client.read(one));
        assertThatIOException().isThrownBy(() -> client.write(one));
        assertThatIOException().isThrownBy(() -> client.write(new ByteBuffer[] {one}, 0, 1));
        assertThatIOException().isThrownBy(() -> pair.listener().accept());
    }

    @Test
    public void aConnectionUnderWayCanBeClosed() throws Exception {
        try (Listener listener = transport().bind()) {
            Connection connection = transport().connect(listener.endpoint());
            connection.close();
            assertThatIOException().isThrownBy(connection::finishConnect);
        }
    }

    @Test
    public void manyMayCloseAtOnce() throws Exception {
        try (Crew crew = new Crew(); Listener shared = transport().bind()) {
            for (int round = 0; round < ROUNDS; round++) {
                boolean alsoTheListener = round % 10 == 0;
                Listener listener = alsoTheListener ? transport().bind() : shared;
                Pair pair = Pair.connected(transport().connect(listener.endpoint()), listener);
                CyclicBarrier start = new CyclicBarrier(2);
                Crew.Task close = () -> {
                    start.await(30, TimeUnit.SECONDS);
                    pair.client().close();
                    pair.server().close();
                    if (alsoTheListener) {
                        listener.close();
                    }
                };
                crew.join(crew.start(close), crew.start(close));
                if (alsoTheListener) {
                    transport().bind(listener.endpoint()).close();
                }
            }
        }
    }

    @Test
    public void closingEndsAReadAndAWriteInProgress() throws Exception {
        try (Crew crew = new Crew(); Listener listener = transport().bind()) {
            for (int round = 0; round < ROUNDS; round++) {
                Pair pair = Pair.connected(transport().connect(listener.endpoint()), listener);
                try {
                    Connection victim = pair.client().connection();
                    CyclicBarrier start = new CyclicBarrier(3);
                    Future<Void> reading = crew.start(() -> {
                        ByteBuffer target = ByteBuffer.allocateDirect(64);
                        start.await(30, TimeUnit.SECONDS);
                        untilItFails(() -> victim.read(target.clear()));
                    });
                    Future<Void> writing = crew.start(() -> {
                        ByteBuffer source = ByteBuffer.allocateDirect(64);
                        start.await(30, TimeUnit.SECONDS);
                        untilItFails(() -> victim.write(source.clear()));
                    });
                    start.await(30, TimeUnit.SECONDS);
                    victim.close();
                    crew.join(reading, writing);
                } finally {
                    pair.server().close();
                }
            }
        }
    }

    @Test
    public void closingEndsAHandshakeInProgress() throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        try (Crew crew = new Crew(); Listener listener = transport().bind()) {
            for (int round = 0; round < ROUNDS; round++) {
                Connection client = transport().connect(listener.endpoint());
                new End(client).awaitConnected();
                try (End server = Pair.accept(listener)) {
                    CyclicBarrier start = new CyclicBarrier(3);
                    Future<Void> shaking = crew.start(() -> {
                        start.await(30, TimeUnit.SECONDS);
                        shakeUntilDoneOrClosed(client);
                    });
                    Future<Void> answering = crew.start(() -> {
                        start.await(30, TimeUnit.SECONDS);
                        shakeUntilDoneOrClosed(server.connection());
                    });
                    start.await(30, TimeUnit.SECONDS);
                    long patienceNs = System.nanoTime() + random.nextInt(3_000_000);
                    while (System.nanoTime() < patienceNs) {
                        Thread.onSpinWait();
                    }
                    client.close();
                    crew.join(shaking, answering);
                }
                assertThatIOException().isThrownBy(() -> client.write(Bytes.direct(1, 0)));
            }
        }
    }

    /** Both are right: the close may come before, in the middle, or afterwards. Hanging or another exception is not. */
    private static void shakeUntilDoneOrClosed(Connection connection) {
        Deadline deadline = Deadline.waitingFor("a handshake to end, well or not");
        try {
            while (connection.shakeHands() != 0) {
                deadline.remainingNs();
            }
        } catch (IOException closed) {
            deadline.remainingNs(); // in time
        }
    }

    @Test
    public void closingEndsAnAcceptInProgress() throws Exception {
        try (Crew crew = new Crew()) {
            for (int round = 0; round < ROUNDS; round++) {
                Listener listener = transport().bind();
                CyclicBarrier start = new CyclicBarrier(2);
                Future<Void> accepting = crew.start(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    untilItFails(() -> listener.accept().ifPresent(Connection::close));
                });
                Connection client = transport().connect(listener.endpoint());
                start.await(30, TimeUnit.SECONDS);
                listener.close();
                crew.join(accepting);
                client.close();
            }
        }
    }

    @Test
    public void aListenerInASelectorGivesItsAddressBackAtTheNextSelection() throws Exception {
        Listener listener = transport().bind();
        Endpoint endpoint = listener.endpoint();
        if (listener.readiness() instanceof Readiness.Selectable selectable) {
            try (Selector selector = Selector.open()) {
                selectable.channel().register(selector, SelectionKey.OP_ACCEPT);
                selector.selectNow();
                listener.close();
                selector.selectNow();
                transport().bind(endpoint).close();
            }
        }
        listener.close();
    }

    @Test
    public void anInterruptedThreadConnects() throws Exception {
        try {
            Thread.currentThread().interrupt();
            try (Listener listener = transport().bind(); Connection client = transport().connect(listener.endpoint())) {
                Deadline deadline = Deadline.waitingFor("the connection");
                while (!client.finishConnect()) {
                    deadline.remainingNs();
                }
                Connection server = null;
                while (server == null) {
                    deadline.remainingNs();
                    server = listener.accept().orElse(null);
                }
                Pair.shakeHands(client, server);
                assertThat(client.write(Bytes.direct(3, 0))).isEqualTo(3);
                assertThat(client.flush()).isTrue();
                ByteBuffer target = ByteBuffer.allocateDirect(3);
                while (target.hasRemaining()) {
                    deadline.remainingNs();
                    assertThat(server.read(target)).isNotNegative();
                }
                server.close();
            }
            assertThat(Thread.currentThread().isInterrupted()).as("still interrupted").isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    public void interruptsWhileBytesFlowLoseNothing() throws Exception {
        int total = 2_000_003;
        try (Pair pair = Pair.narrow(transport()); Crew crew = new Crew()) {
            Thread reader = Thread.currentThread();
            Thread[] writer = new Thread[1];
            CyclicBarrier start = new CyclicBarrier(2);
            Future<Void> writing = crew.start(() -> {
                writer[0] = Thread.currentThread();
                start.await(30, TimeUnit.SECONDS);
                Connection client = pair.client().connection();
                spinUntil(total, sent -> client.write(Bytes.direct(Math.min(9_001, total - sent), sent)));
                spinUntil(1, flushed -> client.flush() ? 1 : 0);
            });
            start.await(30, TimeUnit.SECONDS);
            Future<Void> interrupting = crew.start(() -> {
                while (!writing.isDone()) {
                    reader.interrupt();
                    writer[0].interrupt();
                    Thread.onSpinWait();
                }
            });
            ByteBuffer target = ByteBuffer.allocateDirect(7_001);
            spinUntil(total, received -> {
                int taken = pair.server().connection().read(target.clear());
                Bytes.check(target.flip(), received);
                return taken;
            });
            joinThoughInterrupted(crew, interrupting, writing);
        } finally {
            Thread.interrupted();
        }
    }

    private static void joinThoughInterrupted(Crew crew, Future<Void> first, Future<Void> second) throws Exception {
        Deadline deadline = Deadline.waitingFor("the interrupting thread");
        while (!first.isDone() || !second.isDone()) {
            deadline.remainingNs();
            Thread.onSpinWait();
        }
        Thread.interrupted();
        crew.join(first, second);
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }

    @FunctionalInterface
    private interface Step {
        int from(int position) throws IOException;
    }

    private static void untilItFails(Attempt attempt) {
        Deadline deadline = Deadline.waitingFor("an operation on a closed connection to fail");
        assertThatIOException().isThrownBy(() -> {
            while (deadline.remainingNs() > 0) {
                attempt.run();
            }
        });
    }

    private static void spinUntil(int total, Step step) throws IOException {
        Deadline deadline = Deadline.waitingFor(total + " bytes");
        for (int position = 0; position < total; position += step.from(position)) {
            deadline.remainingNs();
        }
    }
}
