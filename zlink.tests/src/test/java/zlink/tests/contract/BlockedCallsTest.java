package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.ClosedException;
import zlink.api.InterruptedOperationException;
import zlink.api.Message;
import zlink.api.PairSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.RepSocket;
import zlink.api.ReqSocket;
import zlink.api.SocketOption;
import zlink.api.TimedOutException;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;

/** Callers that wait: how they are interrupted, how long they wait, and what becomes of them when the socket closes. */
class BlockedCallsTest extends OverEachTransport {
    private static final Duration LONG = Duration.ofMinutes(5);

    /** Each way to wait for a message. */
    private static List<Runnable> receives(PullSocket pull) {
        return List.of(pull::receive, () -> pull.receive(LONG), () -> pull.receive(ByteBuffer.allocate(10)),
                () -> pull.receive(ByteBuffer.allocate(10), LONG), () -> pull.receive(view -> { }),
                () -> pull.receive(view -> { }, LONG));
    }

    /** Each way to wait for a peer or for room. */
    private static List<Runnable> sends(PushSocket push) {
        return List.of(() -> push.send("text"), () -> push.send("text", LONG), () -> push.send(new byte[5], 1, 2),
                () -> push.send(ByteBuffer.allocate(3)), () -> push.send(ByteBuffer.allocate(3), LONG),
                () -> push.send(Message.of("a", "b")));
    }

    private static List<BackgroundCall<Void>> block(List<Runnable> calls) {
        List<BackgroundCall<Void>> blocked = new ArrayList<>();
        for (Runnable call : calls) {
            blocked.add(BackgroundCall.running(call));
        }
        blocked.forEach(BackgroundCall::awaitBlocked);
        return blocked;
    }

    @Test
    void interruptingAReceiverThrowsAndLeavesTheSocketUsable() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);

        for (BackgroundCall<Void> call : block(receives(pull))) {
            assertThat(call.interrupt().failure()).isInstanceOf(InterruptedOperationException.class);
        }

        push.send("still here");
        assertThat(nextText(pull)).isEqualTo("still here");
        assertThat(pull.statistics().connections()).isEqualTo(1);
    }

    @Test
    void interruptingASenderThrowsAndLeavesTheSocketUsable() {
        PushSocket push = context.push();
        bind(push);

        for (BackgroundCall<Void> call : block(sends(push))) {
            assertThat(call.interrupt().failure()).isInstanceOf(InterruptedOperationException.class);
        }

        PullSocket pull = context.pull();
        joinTo(push.endpoints().get(0).endpoint(), push, pull);
        push.send("still here");
        assertThat(nextText(pull)).isEqualTo("still here");
    }

    @Test
    void interruptionStaysSetAndCountsBeforeTheCall() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        AtomicBoolean flagAfter = new AtomicBoolean();
        BackgroundCall<Void> call = BackgroundCall.running(() -> {
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(pull::receive).isInstanceOf(InterruptedOperationException.class);
            } finally {
                flagAfter.set(Thread.currentThread().isInterrupted());
            }
        });
        call.result();

        assertThat(flagAfter).isTrue();
        push.send("still here");
        assertThat(nextText(pull)).isEqualTo("still here");
    }

    @Test
    void interruptedThreadDoesNotBreakTheConnectionItUses() {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(pull, push);
        BackgroundCall<Void> call = BackgroundCall.running(() -> {
            Thread.currentThread().interrupt();
            for (int i = 0; i < 200; i++) {
                push.trySend(new byte[1000]);
                pull.tryReceive();
            }
        });
        try {
            call.result();
        } catch (AssertionError e) {
            assertThat(e).hasCauseInstanceOf(InterruptedOperationException.class);
        }

        while (pull.receive(Deadline.A_WHILE).isPresent()) {
            assertThat(pull.statistics().connections()).isEqualTo(1);
        }
        push.send("still here");
        assertThat(nextText(pull)).isEqualTo("still here");
        assertThat(pull.statistics().connections()).isEqualTo(1);
    }

    @Test
    void closingTheSocketEndsItsReceivers() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        List<BackgroundCall<Void>> calls = block(receives(pull));

        pull.close();

        for (BackgroundCall<Void> call : calls) {
            assertThat(call.failure()).isInstanceOf(ClosedException.class);
        }
    }

    @Test
    void closingTheSocketEndsItsSenders() {
        PushSocket push = context.push();
        bind(push);
        List<BackgroundCall<Void>> calls = block(sends(push));

        push.close();

        for (BackgroundCall<Void> call : calls) {
            assertThat(call.failure()).isInstanceOf(ClosedException.class);
        }
    }

    @Test
    void closingTheContextEndsEverybody() {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        bind(push);
        bind(pull);
        List<BackgroundCall<Void>> calls = new ArrayList<>(block(receives(pull)));
        calls.addAll(block(sends(push)));

        context.close();

        for (BackgroundCall<Void> call : calls) {
            assertThat(call.failure()).isInstanceOf(ClosedException.class);
        }
    }

    @Test
    void closingWakesASenderWhosePeerIsFull() {
        PushSocket push = context.push(narrow(1));
        PullSocket pull = context.pull(narrow(1));
        join(pull, push);
        byte[] large = new byte[64 << 10];
        try (BackgroundCall<Void> sending = BackgroundCall.running(() -> {
            while (true) {
                push.send(large);
            }
        }).awaitBlocked()) {
            push.close(Duration.ZERO);
            assertThat(sending.failure()).isInstanceOf(ClosedException.class);
        }
    }

    @Test
    void blockedRequestAndReplyEndWithTheirSockets() {
        ReqSocket req = context.req();
        RepSocket rep = context.rep();
        join(rep, req);
        req.send("question");
        assertThat(nextText(rep)).isEqualTo("question");
        BackgroundCall<Object> waiting = BackgroundCall.<Object>of(req::receive).awaitBlocked();

        req.close();

        assertThat(waiting.failure()).isInstanceOf(ClosedException.class);
        rep.send("too late");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 30})
    void timedCallsReturnWhenTheirTimeIsUp(long millis) {
        Duration time = Duration.ofMillis(millis);
        PairSocket pair = context.pair(with(SocketOption.RECEIVE_TIMEOUT, time).with(SocketOption.SEND_TIMEOUT, time));
        bind(pair);

        assertTakes(time, () -> assertThat(pair.receive(time)).isEmpty());
        assertTakes(time, () -> assertThat(pair.receive(ByteBuffer.allocate(1), time)).isEqualTo(-1));
        assertTakes(time, () -> assertThat(pair.receive(view -> { }, time)).isFalse());
        assertTakes(time, () -> assertThat(pair.send("text", time)).isFalse());
        assertTakes(time, () -> assertThatThrownBy(pair::receive).isInstanceOf(TimedOutException.class));
        assertTakes(time, () -> assertThatThrownBy(() -> pair.send("text")).isInstanceOf(TimedOutException.class));
    }

    private static void assertTakes(Duration time, Runnable call) {
        long start = System.nanoTime();
        call.run();
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertThat(taken).isBetween(time, time.plusMillis(1500));
    }

    @Test
    void timeGivenToTheCallTakesPrecedence() {
        PullSocket pull = context.pull(with(SocketOption.RECEIVE_TIMEOUT, Duration.ofMillis(1)));
        PushSocket push = context.push();
        join(pull, push);
        BackgroundCall<Object> waiting = BackgroundCall.<Object>of(() -> pull.receive(LONG)).awaitBlocked();
        assertThatThrownBy(pull::receive).isInstanceOf(TimedOutException.class);

        push.send("late");

        assertThat(waiting.result().toString()).contains("late");
    }

    @Test
    void receiverThatWaitsIsWokenByEachMessage() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);

        for (int i = 0; i < 20; i++) {
            try (BackgroundCall<String> waiting = BackgroundCall.of(() -> nextText(pull)).awaitBlocked()) {
                push.send("" + i);
                assertThat(waiting.result()).isEqualTo("" + i);
            }
        }
    }

    @Test
    void manyReceiversThatWaitGetOneMessageEach() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        List<BackgroundCall<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(BackgroundCall.of(() -> nextText(pull)));
        }
        waiting.forEach(BackgroundCall::awaitBlocked);

        for (int i = 0; i < 8; i++) {
            push.send("" + i);
        }

        assertThat(waiting.stream().map(BackgroundCall::result))
                .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7");
    }
}
