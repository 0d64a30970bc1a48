package zlink.engine.inproc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.SocketOptions;
import zlink.engine.context.EngineContext;
import zlink.engine.poll.ReadinessListener;
import zlink.engine.socket.PlainSocket;
import zlink.engine.sync.Crew;

/** Joining and ending, with the other side at work in the middle of it. */
class InprocLinkTest {
    private static final Endpoint HERE = Endpoint.of("inproc://here");
    private static final Duration SOON = Duration.ofSeconds(5);

    private final EngineContext context = new EngineContext(ContextOptions.defaults().withIoThreads(0));

    @AfterEach
    void nothingIsLeft() {
        context.close(Duration.ZERO);
        assertThat(context.chunks().inUseBytes()).as("bytes in chunks").isZero();
    }

    private PlainSocket open(boolean pair) {
        return new PlainSocket(context, SocketOptions.defaults(), pair);
    }

    @Test
    void whatARefusedPeerSendsWhileItIsRefusedIsNotReceived() {
        PlainSocket[] comer = new PlainSocket[1];
        PlainSocket bound = new PlainSocket(context, SocketOptions.defaults(), true, () -> {
            if (comer[0] != null) {
                comer[0].trySend(Message.of("unwanted"));
            }
        });
        bound.bind(HERE);
        PlainSocket first = open(true);
        first.connect(HERE);
        comer[0] = open(true);
        comer[0].connect(HERE);
        first.send(Message.of("wanted"));

        assertThat(bound.receive(SOON)).contains(Message.of("wanted"));
        assertThat(bound.tryReceive()).isEmpty();
        assertThat(comer[0].statistics().messagesDropped()).isEqualTo(1);
    }

    @Test
    void whatIsSentWhileAPeerIsToldOfArrives() {
        PlainSocket[] comer = new PlainSocket[1];
        PlainSocket bound = new PlainSocket(context, SocketOptions.defaults(), true,
                () -> comer[0].trySend(Message.of("early")));
        comer[0] = open(true);
        comer[0].connect(HERE);
        comer[0].send(Message.of("earlier"));
        bound.bind(HERE);
        comer[0].send(Message.of("late"));

        assertThat(List.of(bound.receive(), bound.receive(), bound.receive()))
                .containsExactly(Message.of("earlier"), Message.of("early"), Message.of("late"));
    }

    @Test
    void whatIsTakenWhileTheLinkEndsArrives() {
        PlainSocket bound = open(true);
        bound.bind(HERE);
        PlainSocket comer = open(true);
        comer.connect(HERE);
        AtomicInteger taken = new AtomicInteger();
        List<Message> received = new ArrayList<>();
        assertThat(comer.prepareToReceive()).isFalse();
        ReadinessListener listener = new ReadinessListener() {
            @Override
            public void receivable() {
                receiveAll(comer, received);
                taken.addAndGet(bound.trySend(Message.of("last words")) ? 1 : 0);
            }

            @Override
            public void sendable() { }
        };
        comer.addListener(listener);
        comer.disconnect(HERE);
        comer.removeListener(listener);
        receiveAll(comer, received);

        assertThat(received).hasSize(taken.get());
    }

    private static void receiveAll(PlainSocket socket, List<Message> received) {
        for (Optional<Message> message = socket.tryReceive(); message.isPresent(); message = socket.tryReceive()) {
            received.add(message.get());
        }
    }

    @Test
    void joiningAndClosingAtTheSameMomentAlwaysEnds() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            PlainSocket bound = open(false);
            PlainSocket comer = open(false);
            Crew crew = new Crew();
            crew.startTogether(() -> bound.bind(HERE), () -> comer.connect(HERE), () -> comer.trySend(new byte[100]));
            crew.join();
            Crew closers = new Crew();
            closers.startTogether(() -> comer.close(Duration.ZERO), () -> bound.close(Duration.ZERO));
            closers.join();
            assertThat(context.chunks().inUseBytes()).as("bytes in chunks").isZero();
        }
    }

    @Test
    void closingWhileTheOtherSideBindsAlwaysEnds() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            PlainSocket bound = open(false);
            PlainSocket comer = open(false);
            comer.connect(HERE);
            comer.trySend(new byte[100]);
            Crew crew = new Crew();
            crew.startTogether(() -> bound.bind(HERE), () -> comer.close(Duration.ZERO));
            crew.join();
            bound.close(Duration.ZERO);
            assertThat(context.chunks().inUseBytes()).as("bytes in chunks").isZero();
        }
    }
}
