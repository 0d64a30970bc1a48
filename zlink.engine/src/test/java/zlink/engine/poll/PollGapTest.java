package zlink.engine.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zlink.api.ClosedException;
import zlink.api.InterruptedOperationException;
import zlink.api.Poller.Interest;
import zlink.api.Poller.Registration;
import zlink.engine.fake.FakeSocket;
import zlink.engine.poll.SocketPoller.Gap;

/** Whatever happens in a gap on the way to sleep ends the wait. */
class PollGapTest {
    /** Long enough to tell a lost wake-up from a time-out on a busy machine. */
    private static final Duration TOO_LONG = Duration.ofSeconds(8);

    private final AtomicReference<Consumer<Gap>> inGap = new AtomicReference<>(gap -> { });
    private final SocketPoller poller = new SocketPoller(() -> { }, gap -> inGap.get().accept(gap));
    private final FakeSocket.Pair socket = new FakeSocket.Pair();
    private final PollRegistration registration = poller.register(socket, Interest.RECEIVE);

    @AfterEach
    void close() {
        poller.close();
    }

    @ParameterizedTest
    @EnumSource
    void aMessage(Gap gap) {
        in(gap, () -> socket.deliver("message"));
        assertThat(await()).containsExactly(registration);
    }

    @ParameterizedTest
    @EnumSource
    void room(Gap gap) {
        registration.interest(Interest.SEND);
        socket.room(0);
        in(gap, () -> socket.room(1));
        assertThat(await()).containsExactly(registration);
    }

    @ParameterizedTest
    @EnumSource
    void anotherInterest(Gap gap) {
        in(gap, () -> registration.interest(Interest.SEND));
        assertThat(await()).containsExactly(registration);
    }

    @ParameterizedTest
    @EnumSource
    void aSocketThatIsReadyAlready(Gap gap) {
        FakeSocket.Pair ready = new FakeSocket.Pair();
        in(gap, () -> poller.register(ready, Interest.SEND));
        assertThat(await()).extracting(Registration::socket).containsExactly(ready);
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfTheSocket(Gap gap) {
        in(gap, socket::close);
        assertThat(await()).containsExactly(registration);
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfThePoller(Gap gap) {
        in(gap, poller::close);
        assertThatThrownBy(this::await).isInstanceOf(ClosedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void beingWoken(Gap gap) {
        in(gap, poller::wakeUp);
        assertThat(await()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anInterrupt(Gap gap) {
        in(gap, Thread.currentThread()::interrupt);
        assertThatThrownBy(this::await).isInstanceOf(InterruptedOperationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void in(Gap gap, Runnable happening) {
        inGap.set(now -> {
            if (now == gap) {
                inGap.set(then -> { });
                happening.run();
            }
        });
    }

    private List<Registration> await() {
        long startNs = System.nanoTime();
        try {
            return poller.await(TOO_LONG);
        } finally {
            assertThat(System.nanoTime() - startNs).as("nobody else wakes it").isLessThan(TOO_LONG.toNanos());
        }
    }
}
