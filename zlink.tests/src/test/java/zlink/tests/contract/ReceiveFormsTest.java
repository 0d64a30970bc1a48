package zlink.tests.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zlink.tests.fixture.Deadline.PATIENCE;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zlink.api.Message;
import zlink.api.MessageShapeException;
import zlink.api.MessageView;
import zlink.api.PairSocket;
import zlink.api.SocketOption;
import zlink.api.SocketStateException;
import zlink.api.SocketType;
import zlink.api.TimedOutException;
import zlink.tests.fixture.Deadline;

/** Every form of receiving by a call that returns what it got. */
class ReceiveFormsTest extends OverEachTransport {
    private PairSocket sender;
    private PairSocket receiver;

    @BeforeEach
    void connect() {
        sender = context.pair();
        receiver = context.pair(with(SocketOption.RECEIVE_TIMEOUT, PATIENCE));
        join(receiver, sender);
    }

    private void awaitQueued(int messages) {
        Deadline.await(messages + " messages are in the queue",
                () -> receiver.statistics().receiveQueue().messages() == messages);
    }

    @Test
    void asAMessage() {
        assertThat(receiver.tryReceive()).isEqualTo(Optional.empty());
        assertThat(receiver.receive(Duration.ofMillis(1))).isEqualTo(Optional.empty());
        sender.send("one");
        sender.send(Message.of("two", "frames"));
        sender.send("three");

        assertThat(receiver.receive().text()).isEqualTo("one");
        assertThat(receiver.receive(PATIENCE).orElseThrow().texts()).containsExactly("two", "frames");
        awaitQueued(1);
        assertThat(receiver.tryReceive().orElseThrow().text()).isEqualTo("three");
        assertThat(receiver.tryReceive()).isEqualTo(Optional.empty());
    }

    @Test
    void messageSaysWhoSentIt() {
        sender.send("hello");

        Message message = receiver.receive();

        assertThat(message.peer().orElseThrow().socketType()).contains(SocketType.PAIR);
        assertThat(message.peer().orElseThrow().connectionId()).isPositive();
        assertThat(receiver.connections()).singleElement()
                .satisfies(connection -> assertThat(connection.connectionId())
                        .isEqualTo(message.peer().orElseThrow().connectionId()));
    }

    @Test
    void intoABuffer() {
        ByteBuffer target = ByteBuffer.allocateDirect(10);
        assertThat(receiver.tryReceive(target)).isEqualTo(-1);
        assertThat(receiver.receive(target, Duration.ofMillis(1))).isEqualTo(-1);
        sender.send("abc");
        sender.send("");
        sender.send("defg");

        assertThat(receiver.receive(target)).isEqualTo(3);
        assertThat(receiver.receive(target, PATIENCE)).isZero();
        awaitQueued(1);
        assertThat(receiver.tryReceive(target)).isEqualTo(4);
        assertThat(target.position()).isEqualTo(7);
        byte[] got = new byte[7];
        target.flip().get(got);
        assertThat(got).isEqualTo(bytes("abcdefg"));
    }

    @Test
    void messageThatDoesNotFitStaysTheNext() {
        ByteBuffer small = ByteBuffer.allocate(4);
        sender.send("12345");
        sender.send(Message.of("1", "2"));

        assertThatThrownBy(() -> receiver.receive(small))
                .isInstanceOfSatisfying(MessageShapeException.class,
                        e -> assertThat(e.neededBytes()).hasValue(5));
        assertThat(small.position()).isZero();
        assertThat(receiver.receive(ByteBuffer.allocate(5))).isEqualTo(5);

        assertThatThrownBy(() -> receiver.receive(small)).isInstanceOf(MessageShapeException.class);
        assertThat(receiver.receive().texts()).containsExactly("1", "2");
    }

    @Test
    void bufferThatCannotBeWrittenLosesNothing() {
        sender.send("abc");

        assertThatThrownBy(() -> receiver.receive(ByteBuffer.allocate(4).asReadOnlyBuffer()))
                .isInstanceOfAny(ReadOnlyBufferException.class, IllegalArgumentException.class);

        assertThat(receiver.receive().text()).isEqualTo("abc");
    }

    @Test
    void byAHandlerThatSeesItInPlace() {
        List<String> seen = new ArrayList<>();
        assertThat(receiver.tryReceive(view -> seen.add("nothing"))).isFalse();
        assertThat(receiver.receive(view -> seen.add("nothing"), Duration.ofMillis(1))).isFalse();
        sender.send(Message.of("one", "", "three"));
        sender.send("four");
        sender.send("five");

        receiver.receive(view -> {
            assertThat(view.frameCount()).isEqualTo(3);
            assertThat(view.size(1)).isZero();
            assertThat(view.frame(0).isReadOnly()).isTrue();
            assertThat(view.frame(2)).isEqualTo(ByteBuffer.wrap(bytes("three")));
            assertThat(view.bytes(0)).isEqualTo(bytes("one"));
            assertThat(view.peer().socketType()).contains(SocketType.PAIR);
            assertThat(view.toMessage()).isEqualTo(Message.of("one", "", "three"));
            assertThatThrownBy(() -> view.size(3)).isInstanceOf(IndexOutOfBoundsException.class);
            seen.add(view.text(0));
        });
        assertThat(receiver.receive((MessageView view) -> seen.add(view.text(0)), PATIENCE)).isTrue();
        awaitQueued(1);
        assertThat(receiver.tryReceive(view -> seen.add(view.text(0)))).isTrue();

        assertThat(seen).containsExactly("one", "four", "five");
    }

    @Test
    void messageOutlivesTheHandlerThatKeptIt() {
        byte[] large = new byte[100_000];
        large[99_999] = 7;
        List<Message> kept = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sender.send(Message.copyOf(bytes("" + i), large));
            receiver.receive(view -> kept.add(view.toMessage()));
        }

        for (int i = 0; i < 50; i++) {
            assertThat(kept.get(i).text(0)).isEqualTo("" + i);
            assertThat(kept.get(i).bytes(1)).isEqualTo(large);
        }
    }

    @Test
    void handlerThatThrowsHasReceivedTheMessage() {
        sender.send("bad");
        sender.send("good");

        assertThatThrownBy(() -> receiver.receive(view -> {
            throw new IllegalStateException("no good: " + view.text(0));
        })).isInstanceOf(IllegalStateException.class).hasMessage("no good: bad");

        assertThat(receiver.receive().text()).isEqualTo("good");
    }

    @Test
    void handlerMaySendButNotReceiveFromItsSocket() {
        sender.send("first");
        sender.send("second");

        receiver.receive(view -> {
            assertThatThrownBy(receiver::receive).isInstanceOf(SocketStateException.class);
            assertThatThrownBy(receiver::tryReceive).isInstanceOf(SocketStateException.class);
            receiver.send("echo " + view.text(0));
        });

        assertThat(nextText(sender)).isEqualTo("echo first");
        assertThat(receiver.receive().text()).isEqualTo("second");
    }

    @Test
    void formsMayBeMixed() {
        for (int i = 0; i < 30; i++) {
            sender.send("" + i);
        }
        List<String> got = new ArrayList<>();
        ByteBuffer target = ByteBuffer.allocate(8);
        for (int i = 0; i < 10; i++) {
            got.add(receiver.receive().text());
            receiver.receive(view -> got.add(view.text(0)));
            int size = receiver.receive(target.clear());
            got.add(new String(target.array(), 0, size, UTF_8));
        }
        for (int i = 0; i < 30; i++) {
            assertThat(got.get(i)).isEqualTo("" + i);
        }
    }

    @Test
    void timeoutOfTheSocketIsAnException() {
        PairSocket lonely = context.pair(with(SocketOption.RECEIVE_TIMEOUT, Duration.ofMillis(5)));

        assertThatThrownBy(lonely::receive).isInstanceOf(TimedOutException.class);
        assertThatThrownBy(() -> lonely.receive(ByteBuffer.allocate(1))).isInstanceOf(TimedOutException.class);
        assertThatThrownBy(() -> lonely.receive(view -> { })).isInstanceOf(TimedOutException.class);
    }
}
