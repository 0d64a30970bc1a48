package zlink.engine.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zlink.api.ClosedException;
import zlink.api.InterruptedOperationException;
import zlink.api.PairSocket;
import zlink.api.Poller.Interest;
import zlink.api.Poller.Registration;
import zlink.api.Socket;
import zlink.engine.fake.Crew;
import zlink.engine.fake.FakeSocket;
import zlink.engine.fake.Until;

class SocketPollerTest {
    private final AtomicInteger closings = new AtomicInteger();
    private final SocketPoller poller = new SocketPoller(closings::incrementAndGet);
    private final FakeSocket.Pair socket = new FakeSocket.Pair();

    @AfterEach
    void close() {
        assertThat(Thread.interrupted()).as("no test leaves the interrupt flag set").isFalse();
        poller.close();
    }

    @Test
    void reportsASocketUntilItIsDrained() {
        Registration registration = poller.register(socket, Interest.RECEIVE, "mine");
        assertThat(now()).isEmpty();
        socket.deliver("1");
        socket.deliver("2");

        assertThat(now()).containsExactly(registration);
        assertThat(now()).containsExactly(registration);
        socket.tryReceive();
        assertThat(now()).containsExactly(registration);
        socket.tryReceive();
        assertThat(now()).isEmpty();
        assertThat(registration.attachment()).isEqualTo("mine");
        assertThat(registration.socket()).isSameAs(socket);
    }

    @Test
    void saysWhatASocketIsReadyFor() {
        Registration registration = poller.register(socket, Interest.BOTH);
        assertThat(now()).containsExactly(registration);
        assertThat(registration.canReceive()).isFalse();
        assertThat(registration.canSend()).isTrue();

        socket.deliver("1");
        assertThat(now()).containsExactly(registration);
        assertThat(registration.canReceive()).isTrue();
        assertThat(registration.canSend()).isTrue();

        socket.room(0);
        assertThat(now()).containsExactly(registration);
        assertThat(registration.canReceive()).isTrue();
        assertThat(registration.canSend()).isFalse();

        socket.tryReceive();
        assertThat(now()).isEmpty();
        socket.room(1);
        assertThat(now()).containsExactly(registration);
        assertThat(registration.canReceive()).isFalse();
        assertThat(registration.canSend()).isTrue();
    }

    @Test
    void costsWhatIsReadyNotWhatIsRegistered() {
        List<FakeSocket.Pair> sockets = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            FakeSocket.Pair one = new FakeSocket.Pair();
            sockets.add(one);
            poller.register(one, Interest.RECEIVE);
        }
        now();
        assertThat(looks(sockets)).as("each once at first").isEqualTo(1000);

        FakeSocket.Pair ready = sockets.get(567);
        for (int i = 0; i < 100; i++) {
            ready.deliver("message");
            assertThat(now()).hasSize(1);
            assertThat(now()).hasSize(1);
            ready.tryReceive();
            assertThat(now()).isEmpty();
            assertThat(now()).isEmpty();
        }
        assertThat(looks(sockets)).as("and then only the one that was ready").isEqualTo(1000 + 100 * 3);
    }

    @Test
    void reportsAllThatAreReady() {
        List<Socket> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            FakeSocket.Pair one = new FakeSocket.Pair();
            poller.register(one, Interest.RECEIVE);
            if (i % 3 == 0) {
                one.deliver("message");
                expected.add(one);
            }
        }
        assertThat(now()).extracting(Registration::socket).containsExactlyElementsOf(expected);
        assertThat(now()).extracting(Registration::socket).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void wakesWhoWaits() throws Exception {
        poller.register(socket, Interest.RECEIVE);
        try (Crew crew = new Crew()) {
            Thread waiter = crew.start(() -> assertThat(poller.await()).hasSize(1));
            Until.parked(waiter);
            socket.deliver("1");
        }
    }

    @Test
    void losesNoWakeUp() throws Exception {
        int rounds = 30_000;
        AtomicInteger received = new AtomicInteger();
        poller.register(socket, Interest.RECEIVE);
        try (Crew crew = new Crew()) {
            crew.start(() -> {
                Random random = new Random(1);
                for (int i = 0; i < rounds; i++) {
                    int turn = i;
                    Until.holds("the message before is received", () -> received.get() == turn);
                    for (int pause = random.nextInt(2000); pause > 0; pause--) {
                        Thread.onSpinWait(); // meets the other one anywhere between its last look and its sleep
                    }
                    socket.deliver(String.valueOf(i));
                }
            });
            crew.start(() -> {
                for (int i = 0; i < rounds; i++) {
                    assertThat(poller.await(Duration.ofSeconds(5))).hasSize(1);
                    assertThat(socket.tryReceive().orElseThrow().text()).isEqualTo(String.valueOf(i));
                    received.incrementAndGet();
                }
            });
        }
    }

    @Test
    void losesNothingOfManyProducers() throws Exception {
        int each = 10_000;
        List<FakeSocket.Pair> sockets = List.of(socket, new FakeSocket.Pair(), new FakeSocket.Pair());
        sockets.forEach(one -> poller.register(one, Interest.RECEIVE));
        try (Crew crew = new Crew()) {
            for (FakeSocket.Pair one : sockets) {
                crew.start(() -> {
                    for (int i = 0; i < each; i++) {
                        one.deliver("message");
                    }
                });
            }
            int received = 0;
            while (received < each * sockets.size()) {
                List<Registration> ready = poller.await(Duration.ofSeconds(5));
                assertThat(ready).isNotEmpty();
                for (Registration one : ready) {
                    received += ((PairSocket) one.socket()).tryReceive().isPresent() ? 1 : 0;
                }
            }
        }
        assertThat(now()).isEmpty();
    }

    @Test
    void givesUpAfterTheTimeout() {
        poller.register(socket, Interest.RECEIVE);
        long startNs = System.nanoTime();
        assertThat(poller.await(Duration.ofMillis(20))).isEmpty();
        assertThat(System.nanoTime() - startNs).isGreaterThanOrEqualTo(20_000_000);
        assertThat(poller.await(Duration.ofMillis(-1))).isEmpty();
        socket.deliver("1");
        assertThat(poller.await(Duration.ofSeconds(Long.MAX_VALUE))).hasSize(1);
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() throws Exception {
        poller.register(socket, Interest.RECEIVE);
        try (Crew crew = new Crew()) {
            Thread waiter = crew.start(() -> {
                assertThatThrownBy(poller::await).isInstanceOf(InterruptedOperationException.class);
                assertThat(Thread.interrupted()).isTrue();
                assertThat(poller.await()).as("it is usable afterwards").hasSize(1);
            });
            Until.parked(waiter);
            waiter.interrupt();
            socket.deliver("1");
        }
    }

    @Test
    void anInterruptedThreadMayLookButNotWait() {
        poller.register(socket, Interest.RECEIVE);
        socket.deliver("1");
        Thread.currentThread().interrupt();

        assertThat(now()).hasSize(1);
        assertThatThrownBy(poller::await).isInstanceOf(InterruptedOperationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(poller.await()).hasSize(1);
    }

    @Test
    void closingWakesWhoWaits() throws Exception {
        poller.register(socket, Interest.RECEIVE);
        try (Crew crew = new Crew()) {
            Thread waiter = crew.start(() -> assertThatThrownBy(poller::await).isInstanceOf(ClosedException.class));
            Until.parked(waiter);
            poller.close();
        }
    }

    @Test
    void closingEndsAllRegistrationsOnce() {
        Registration registration = poller.register(socket, Interest.RECEIVE);
        assertThat(socket.listeners()).isEqualTo(1);

        poller.close();
        poller.close();
        registration.remove();

        assertThat(socket.listeners()).isZero();
        assertThat(closings).hasValue(1);
        assertThatThrownBy(this::now).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> poller.register(socket, Interest.RECEIVE)).isInstanceOf(ClosedException.class);
    }

    @Test
    void aRemovedSocketIsNotReported() {
        Registration registration = poller.register(socket, Interest.RECEIVE);
        socket.deliver("1");
        assertThat(now()).hasSize(1);

        registration.remove();
        registration.remove();
        registration.interest(Interest.BOTH);

        assertThat(now()).isEmpty();
        assertThat(socket.listeners()).isZero();
        assertThat(registration.canReceive()).isFalse();
        assertThat(poller.register(socket, Interest.RECEIVE)).isNotSameAs(registration);
        assertThat(now()).hasSize(1);
    }

    @Test
    void registeringAndChangingWakeWhoWaits() throws Exception {
        BlockingQueue<List<Registration>> results = new LinkedBlockingQueue<>();
        socket.deliver("1");
        try (Crew crew = new Crew()) {
            Thread waiter = crew.start(() -> {
                results.add(List.copyOf(poller.await()));
                results.add(List.copyOf(poller.await()));
            });
            Until.parked(waiter);
            PollRegistration registration = poller.register(socket, Interest.RECEIVE);
            assertThat(Until.next(results)).containsExactly(registration);
        }
        PollRegistration registration = (PollRegistration) Until.next(results).get(0);
        registration.suspend();
        assertThat(now()).isEmpty();
        try (Crew crew = new Crew()) {
            Thread waiter = crew.start(() -> assertThat(poller.await()).hasSize(1));
            Until.parked(waiter);
            registration.interest(Interest.SEND);
        }
        assertThat(registration.canSend()).isTrue();
        assertThat(registration.canReceive()).isFalse();
    }

    @Test
    void aClosedSocketIsReportedOnce() throws Exception {
        Registration registration = poller.register(socket, Interest.BOTH);
        socket.room(0);
        try (Crew crew = new Crew()) {
            Thread waiter = crew.start(() -> {
                assertThat(poller.await()).hasSize(1);
                assertThat(registration.canReceive()).isTrue();
                assertThat(registration.canSend()).isTrue();
            });
            Until.parked(waiter);
            socket.close();
        }
        assertThatThrownBy(socket::tryReceive).isInstanceOf(ClosedException.class);
        assertThat(now()).isEmpty();
        assertThat(socket.listeners()).isZero();
    }

    @Test
    void aSuspendedSocketIsReportedWhenItCloses() {
        PollRegistration registration = poller.register(socket, Interest.RECEIVE);
        registration.suspend();
        socket.deliver("1");
        assertThat(now()).isEmpty();
        socket.close();
        assertThat(now()).containsExactly(registration);
        assertThat(registration.canReceive()).isFalse();
        assertThat(now()).isEmpty();
    }

    @Test
    void wakeUpIsKeptForTheNextWait() throws Exception {
        poller.register(socket, Interest.RECEIVE);
        poller.wakeUp();
        poller.wakeUp();
        assertThat(poller.await()).isEmpty();
        try (Crew crew = new Crew()) {
            Thread waiter = crew.start(() -> assertThat(poller.await()).isEmpty());
            Until.parked(waiter);
            poller.wakeUp();
        }
    }

    @Test
    void refusesWhatCannotBe() {
        FakeSocket.Pull pull = new FakeSocket.Pull();
        FakeSocket.Push push = new FakeSocket.Push();
        PairSocket foreign = (PairSocket) Proxy.newProxyInstance(PairSocket.class.getClassLoader(),
                new Class<?>[] {PairSocket.class}, (proxy, method, arguments) -> false);

        assertThatIllegalArgumentException().isThrownBy(() -> poller.register(pull, Interest.SEND))
                .withMessageContaining("PULL");
        assertThatIllegalArgumentException().isThrownBy(() -> poller.register(push, Interest.BOTH))
                .withMessageContaining("PUSH");
        assertThatIllegalArgumentException().isThrownBy(() -> poller.register(foreign, Interest.BOTH))
                .withMessageContaining(foreign.getClass().getName());
        Registration registration = poller.register(pull, Interest.RECEIVE);
        assertThatIllegalArgumentException().isThrownBy(() -> poller.register(pull, Interest.RECEIVE))
                .withMessageContaining("already");
        assertThatIllegalArgumentException().isThrownBy(() -> registration.interest(Interest.BOTH));
        push.close();
        assertThatThrownBy(() -> poller.register(push, Interest.SEND)).isInstanceOf(ClosedException.class);
    }

    @Test
    void oneThreadWaitsAtATime() throws Exception {
        try (Crew crew = new Crew()) {
            Thread waiter = crew.start(() -> assertThat(poller.await()).isEmpty());
            Until.parked(waiter);
            assertThatIllegalStateException().isThrownBy(this::now);
            poller.wakeUp();
        }
        assertThat(now()).isEmpty();
    }

    @Test
    void theResultIsReusedAndReadOnly() {
        poller.register(socket, Interest.SEND);
        List<Registration> result = now();
        assertThat(now()).isSameAs(result);
        assertThatThrownBy(result::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    private List<Registration> now() {
        return poller.await(Duration.ZERO);
    }

    private static int looks(List<? extends FakeSocket> sockets) {
        return sockets.stream().mapToInt(FakeSocket::looks).sum();
    }
}
