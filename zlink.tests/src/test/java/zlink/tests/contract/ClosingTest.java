package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import zlink.api.ClosedException;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.EndpointHandle;
import zlink.api.Message;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketType;
import zlink.api.SubSocket;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Transport;

/** Closing: bounded, idempotent, from anywhere; afterwards a clear answer; before, what was sent is delivered. */
class ClosingTest extends OverEachTransport {

    @Test
    void everythingButAFewThingsIsRefusedAfterClose() {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        SubSocket sub = context.sub();
        push.close();
        pull.close();
        sub.close();

        List<Runnable> calls = List.of(() -> push.send("text"), () -> push.trySend("text"),
                () -> push.send("text", Duration.ZERO), () -> push.send(ByteBuffer.allocate(1)), push::flush,
                pull::receive, pull::tryReceive, () -> pull.receive(Duration.ZERO),
                () -> pull.tryReceive(ByteBuffer.allocate(1)), () -> pull.tryReceive(view -> { }),
                () -> pull.bind(transport.wildcard()), () -> push.connect(transport.free()),
                () -> pull.unbind(transport.free()), () -> push.disconnect(transport.free()), pull::endpoints,
                () -> pull.monitor(event -> { }), () -> sub.subscribe("a"), () -> sub.unsubscribe("a"),
                pull::messages, pull::events);
        for (Runnable call : calls) {
            assertThatThrownBy(call::run).isInstanceOf(ClosedException.class);
        }
        assertThat(pull.receiveAsync().toCompletableFuture()).isCompletedExceptionally();

        push.close();
        push.close(Duration.ofDays(1));
        assertThat(push.isClosed()).isTrue();
        assertThat(push.type()).isEqualTo(SocketType.PUSH);
        assertThat(push.options().get(SocketOption.LINGER)).isZero();
        assertThat(push.statistics().messagesSent()).isZero();
    }

    @Test
    void contextClosesItsSocketsAndOpensNoMore() {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        EndpointHandle handle = pull.bind(transport.wildcard());

        context.close();
        context.close();

        assertThat(context.isClosed()).isTrue();
        assertThat(push.isClosed()).isTrue();
        assertThat(pull.isClosed()).isTrue();
        assertThat(handle.isOpen()).isFalse();
        assertThatThrownBy(context::pair).isInstanceOf(ClosedException.class);
        assertThatThrownBy(context::poller).isInstanceOf(ClosedException.class);
    }

    @Test
    void manyThreadsMayCloseAtOnce() {
        for (int i = 0; i < 20; i++) {
            PushSocket push = context.push();
            PullSocket pull = context.pull();
            join(pull, push);
            List<BackgroundCall<Void>> closing = List.of(BackgroundCall.running(push::close),
                    BackgroundCall.running(push::close), BackgroundCall.running(pull::close),
                    BackgroundCall.running(() -> pull.close(Duration.ZERO)));
            closing.forEach(BackgroundCall::result);
        }
    }

    @Test
    void socketMayBeClosedByItsOwnHandler() {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(pull, push);
        push.send("the end");

        assertThat(pull.receive(view -> {
            assertThat(view.text(0)).isEqualTo("the end");
            pull.close();
        }, Deadline.PATIENCE)).isTrue();

        assertThat(pull.isClosed()).isTrue();
        assertThatThrownBy(pull::receive).isInstanceOf(ClosedException.class);
    }

    @Test
    void whatWasSentBeforeCloseArrivesWithinTheLinger() {
        PullSocket pull = context.pull();
        PushSocket push = context.push(with(SocketOption.LINGER, Deadline.PATIENCE));
        push.connect(bind(pull));
        for (int i = 0; i < 900; i++) {
            push.send("" + i);
        }

        BackgroundCall<Void> closing = BackgroundCall.running(push::close);

        for (int i = 0; i < 900; i++) {
            assertThat(nextText(pull)).isEqualTo("" + i);
        }
        closing.result();
    }

    @Test
    void contextWaitsForWhatItsSocketsSent() {
        PullSocket pull = context.pull();
        Context sending = transport == Transport.INPROC ? context
                : Context.create(ContextOptions.defaults().withSocketDefaults(Transport.options()));
        PushSocket push = sending.push(with(SocketOption.LINGER, Deadline.PATIENCE));
        push.connect(bind(pull));
        byte[] large = new byte[20_000];
        for (int i = 0; i < 500; i++) {
            push.send(large);
        }

        BackgroundCall<Void> closing = BackgroundCall.running(sending == context ? push::close : sending::close);

        for (int i = 0; i < 500; i++) {
            assertThat(next(pull).size(0)).isEqualTo(20_000);
        }
        closing.result();
    }

    @Test
    void withoutLingerWhatNobodyTookIsThrownAwayAtOnce() {
        PushSocket push = context.push();
        push.connect(transport.free());
        for (int i = 0; i < 100; i++) {
            push.send("lost");
        }

        long start = System.nanoTime();
        push.close(Duration.ZERO);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void everythingSentEitherArrivesOrIsCountedAsDropped() {
        assumeThat(transport).as("a layer has taken up to 32 KiB that the kernel has not, and they are not counted")
                .isNotIn(Transport.WS, Transport.TLS, Transport.WSS);
        PullSocket pull = context.pull(narrow(1));
        PushSocket push = context.push(narrow(1000).with(SocketOption.BATCH_DELAY, Duration.ZERO));
        join(push, pull);
        byte[] small = new byte[1000];
        while (push.trySend(small)) {
            assertThat(push.statistics().messagesSent()).isLessThan(100_000);
        }
        long sent = push.statistics().messagesSent();

        push.close(Duration.ZERO);

        AtomicLong received = new AtomicLong();
        Deadline.await("the end is seen behind the last message", () -> {
            boolean ended = pull.statistics().connections() == 0;
            while (pull.tryReceive().isPresent()) {
                received.incrementAndGet();
            }
            return ended;
        });
        assertThat(received.get() + push.statistics().messagesDropped()).isEqualTo(sent);
    }

    @Test
    void stuckPeerIsWaitedForNoLongerThanTheLinger() {
        PullSocket stuck = context.pull(narrow(1));
        PushSocket push = context.push(narrow(1).with(SocketOption.LINGER, Duration.ofMillis(150)));
        join(stuck, push);
        byte[] large = new byte[64 << 10];
        while (push.send(large, Duration.ofMillis(20))) {
            assertThat(push.statistics().messagesSent()).isLessThan(1000);
        }

        long start = System.nanoTime();
        push.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
    }

    @Test
    void peerThatNeverCameIsWaitedForNoLongerThanTheLinger() {
        PushSocket push = context.push(with(SocketOption.LINGER, Duration.ofMillis(150)));
        push.connect(transport.free());
        push.send("lost");

        long start = System.nanoTime();
        context.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
    }

    private static Context patient(Duration closeTimeout) {
        return Context.create(ContextOptions.defaults().withCloseTimeout(closeTimeout)
                .withSocketDefaults(Transport.options().with(SocketOption.LINGER, SocketOption.FOREVER)));
    }

    @Test
    void peerThatNeverCameIsWaitedForNoLongerThanTheContextAllows() {
        Context own = patient(Duration.ofMillis(100));
        PushSocket push = own.push();
        push.connect(transport.free());
        push.send("lost");

        BackgroundCall.running(own::close).result();

        assertThat(push.statistics().messagesDropped()).isEqualTo(1);
    }

    @Test
    void socketThatIsClosingAlreadyIsWaitedForNoLongerThanTheContextAllows() {
        Context own = patient(Duration.ofMillis(100));
        PushSocket push = own.push();
        push.connect(transport.free());
        push.send("lost");
        BackgroundCall<Void> closing = BackgroundCall.running(push::close).awaitBlocked();

        BackgroundCall.running(own::close).result();

        closing.result();
        assertThat(push.statistics().messagesDropped()).isEqualTo(1);
    }

    @Test
    void contextThatIsClosingAlreadyIsWaitedForNoLongerThanAsked() {
        assumeThat(transport).as("there, nobody can bind any more").isNotEqualTo(Transport.INPROC);
        Context own = patient(SocketOption.FOREVER);
        PushSocket push = own.push();
        push.connect(transport.free());
        push.send("lost");
        BackgroundCall<Void> closing = BackgroundCall.running(own::close).awaitBlocked();
        BackgroundCall<Void> alsoClosing = BackgroundCall.running(own::close).awaitBlocked();

        BackgroundCall.running(() -> own.close(Duration.ZERO)).result();

        assertThat(push.statistics().messagesDropped()).isEqualTo(1);
        closing.result();
        alsoClosing.result();
        assertThat(own).asString().endsWith("(closed)");
    }

    @Test
    void stuckPeerOfASocketThatIsClosingIsWaitedForNoLongerThanAsked() {
        assumeThat(transport).as("there, closing leaves to the peer what it has not read").isNotEqualTo(
                Transport.INPROC);
        PullSocket stuck = context.pull(narrow(1));
        Context own = patient(SocketOption.FOREVER);
        PushSocket bound = own.push(narrow(50).with(SocketOption.LINGER, SocketOption.FOREVER));
        join(bound, stuck);
        byte[] large = new byte[64 << 10];
        while (bound.send(large, Duration.ofMillis(20))) {
            assertThat(bound.statistics().messagesSent()).isLessThan(1000);
        }
        BackgroundCall<Void> closing = BackgroundCall.running(bound::close).awaitBlocked();

        BackgroundCall.running(() -> own.close(Duration.ofMillis(50))).result();

        closing.result();
        assertThat(bound.statistics().messagesDropped()).isPositive();
    }

    @Test
    void timeTooLongToCountIsForEver() {
        Context own = patient(Duration.ZERO);
        own.push();

        own.close(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(own.isClosed()).isTrue();
    }

    @Test
    void peersOfASocketThatClosesGetWholeMessagesOrNone() {
        for (int round = 0; round < 10; round++) {
            PullSocket pull = context.pull();
            PushSocket push = context.push();
            join(pull, push);
            BackgroundCall<Void> sending = BackgroundCall.running(() -> {
                while (true) {
                    push.send(Message.copyOf(bytes("head"), new byte[5000], bytes("tail")));
                }
            });
            next(pull);

            push.close(Duration.ZERO);

            assertThat(sending.failure()).isInstanceOf(ClosedException.class);
            Deadline.await("the end is seen behind the last message", () -> {
                pull.tryReceive().ifPresent(message -> {
                    assertThat(message.frameCount()).isEqualTo(3);
                    assertThat(message.text(2)).isEqualTo("tail");
                });
                return pull.statistics().connections() == 0;
            });
            pull.close();
        }
    }
}
