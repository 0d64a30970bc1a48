package zlink.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zlink.api.ClosedException;
import zlink.api.ContextOptions;
import zlink.api.SocketOptions;
import zlink.engine.context.EngineContext;
import zlink.engine.pipe.Pipe;
import zlink.engine.poll.ReadinessListener;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.ReceiveSide.Gap;

/**
 * Who asks for a message while another looks at one does not wait, and is told when to ask again. The lock has no
 * owner, so one thread plays both.
 */
class ReceiveSideTest {
    private final EngineContext context = new EngineContext(ContextOptions.defaults());
    private final PlainSocket socket = new PlainSocket(context, SocketOptions.defaults(), true);
    private final AtomicReference<Consumer<Gap>> inGap = new AtomicReference<>(gap -> { });
    private final Inbox inbox = new Inbox();
    private final ReceiveSide side = new ReceiveSide(socket, inbox, gap -> inGap.get().accept(gap));
    private final AtomicInteger told = new AtomicInteger();

    /** So many messages of nobody. */
    private static final class Inbox implements Routing {
        private int messages;
        private boolean asleep;

        @Override
        public boolean attach(Pipe pipe) {
            return true;
        }

        @Override
        public void detach(Pipe pipe) { }

        @Override
        public boolean route(OutgoingMessage message) {
            return false;
        }

        @Override
        public boolean next(IncomingMessage message) {
            return messages > 0;
        }

        @Override
        public void taken(IncomingMessage message) {
            messages--;
        }

        @Override
        public boolean sleep() {
            asleep = messages == 0;
            return asleep;
        }
    }

    @BeforeEach
    void listen() {
        socket.addListener(new ReadinessListener() {
            @Override
            public void receivable() {
                told.incrementAndGet();
            }

            @Override
            public void sendable() { }
        });
    }

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    /** Somebody receives a message and has not done with it. */
    private void holdOneOf(int messages) {
        inbox.messages = messages;
        assertThat(side.await(0)).isTrue();
    }

    private void in(Gap gap, Runnable happening) {
        inGap.set(now -> {
            if (now == gap) {
                inGap.set(then -> { });
                happening.run();
            }
        });
    }

    @Test
    void whoAsksMeanwhileIsToldOfWhatIsLeft() {
        holdOneOf(2);
        assertThat(side.prepare()).isFalse();
        assertThat(told).as("nothing to ask for yet").hasValue(0);
        side.done();
        assertThat(told).hasValue(1);
        assertThat(side.prepare()).isTrue();
    }

    @Test
    void whoAsksMeanwhileIsToldThatNothingIsLeft() {
        holdOneOf(1);
        assertThat(side.prepare()).isFalse();
        side.done();
        assertThat(told).as("everything is awake: somebody has to put it to sleep").hasValue(1);
        assertThat(inbox.asleep).isFalse();
        assertThat(side.prepare()).isFalse();
        assertThat(inbox.asleep).isTrue();
        assertThat(told).as("asleep: no reason to ask again").hasValue(1);
    }

    @Test
    void whoAsksMeanwhileIsToldOfAMessageThatStays() {
        holdOneOf(1);
        assertThat(side.prepare()).isFalse();
        side.keep();
        assertThat(told).hasValue(1);
        assertThat(side.prepare()).isTrue();
    }

    @Test
    void whoAsksInAHandlerIsToldWhenItEnds() {
        holdOneOf(2);
        side.showing();
        assertThat(side.poll()).isFalse();
        assertThat(side.prepare()).isFalse();
        assertThat(told).hasValue(0);
        side.shown();
        assertThat(told).hasValue(1);
        assertThat(side.poll()).isTrue();
        side.done();
    }

    @Test
    void nobodyIsToldWhoHasNotAsked() {
        holdOneOf(3);
        side.done();
        assertThat(side.prepare()).isTrue();
        assertThat(told).hasValue(0);

        holdOneOf(3);
        side.prepare();
        side.prepare();
        side.done();
        holdOneOf(3);
        side.done();
        assertThat(told).as("once, by the first").hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void lettingGoInAGapIsNotMissed(Gap gap) {
        holdOneOf(2);
        in(gap, side::done);
        boolean found = side.prepare();
        assertThat(found || told.get() > 0).as("found or told").isTrue();
        assertThat(found).isEqualTo(gap != Gap.BEFORE_GIVING_UP);
    }

    @ParameterizedTest
    @EnumSource
    void lettingGoOfTheLastMessageInAGapLeavesNothingAwake(Gap gap) {
        holdOneOf(1);
        in(gap, side::done);
        assertThat(side.prepare()).isFalse();
        assertThat(inbox.asleep || told.get() > 0).as("asleep or told").isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aChangeOfHandsInAGapIsNotMissed(Gap gap) {
        holdOneOf(3);
        in(gap, () -> {
            side.done();
            assertThat(side.await(0)).isTrue();
        });
        assertThat(side.prepare()).isFalse();
        int before = told.get();
        side.done();
        assertThat(told).as("told by one or the other").hasPositiveValue();
        if (before == 0) {
            assertThat(told).as("by the one that had it when the question was asked").hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoWhoAskAtOnceAreBothTold(Gap gap) {
        holdOneOf(3);
        in(gap, () -> assertThat(side.prepare()).isFalse());
        assertThat(side.prepare()).isFalse();
        side.done();
        assertThat(told).as("all listeners at once").hasValue(1);
        assertThat(side.prepare()).isTrue();
    }

    @Test
    void aClosedSocketIsNotPolled() {
        holdOneOf(2);
        side.showing();
        socket.close(Duration.ZERO);
        assertThatThrownBy(side::poll).isInstanceOf(ClosedException.class);
        side.shown();
    }
}
