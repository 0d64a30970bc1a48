package zlink.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.ClosedException;
import zlink.api.Context;
import zlink.api.DealerSocket;
import zlink.api.DisconnectReason;
import zlink.api.HostUnreachableException;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PairSocket;
import zlink.api.PubSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.Receiver;
import zlink.api.RepSocket;
import zlink.api.ReqSocket;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.Socket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SubSocket;
import zlink.api.XPubSocket;
import zlink.api.XSubSocket;

/** The patterns in real sockets, over each transport. */
class SocketsTest {
    private static final Duration LONG = Duration.ofSeconds(8);
    private static final SocketOptions DEFAULTS = SocketOptions.defaults();

    private final Context context = Context.create();

    @AfterEach
    void close() {
        context.close(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc://test", "tcp://127.0.0.1:*"})
    void pair(String endpoint) {
        PairSocket one = context.pair();
        PairSocket other = context.pair();
        join(one, other, endpoint);
        for (int i = 0; i < 900; i++) {
            one.send("to " + i);
        }
        other.send(Message.of("a", "", "b"));
        assertThat(texts(one)).containsExactly("a", "", "b");
        for (int i = 0; i < 900; i++) {
            assertThat(texts(other)).containsExactly("to " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc://test", "tcp://127.0.0.1:*"})
    void pushAndPull(String endpoint) {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(pull, push, endpoint);
        for (int i = 0; i < 500; i++) {
            push.send(Integer.toString(i));
        }
        for (int i = 0; i < 500; i++) {
            assertThat(texts(pull)).containsExactly(Integer.toString(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc://test", "tcp://127.0.0.1:*"})
    void dealersAndRouter(String endpoint) {
        RouterSocket router = context.router(DEFAULTS.with(SocketOption.ROUTER_MANDATORY, true));
        DealerSocket named = context.dealer(DEFAULTS.with(SocketOption.ROUTING_ID, RoutingId.of("named")));
        DealerSocket anonymous = context.dealer();
        String resolved = join(router, named, endpoint);
        anonymous.connect(resolved);
        named.send("from named");
        anonymous.send(Message.of("from", "anonymous"));

        Set<List<String>> received = new HashSet<>();
        RoutingId madeUp = null;
        for (int i = 0; i < 2; i++) {
            Message message = receive(router);
            received.add(message.texts().subList(1, message.frameCount()));
            if (message.routingId().byteAt(0) == 0) {
                madeUp = message.routingId();
            }
        }
        assertThat(received).containsExactlyInAnyOrder(List.of("from named"), List.of("from", "anonymous"));
        assertThat(router.isConnected(RoutingId.of("named"))).isTrue();
        assertThat(router.isConnected(RoutingId.of("unknown"))).isFalse();

        router.send(Message.of("named", "1"));
        router.send(madeUp, Message.of("2", "3"));
        assertThat(texts(named)).containsExactly("1");
        assertThat(texts(anonymous)).containsExactly("2", "3");
        assertThatThrownBy(() -> router.send(RoutingId.of("unknown"), new byte[1]))
                .isInstanceOf(HostUnreachableException.class);

        named.send("again");
        ByteBuffer buffer = ByteBuffer.allocate(10);
        assertThat(router.receiveFrom(buffer, LONG)).contains(RoutingId.of("named"));
        assertThat(buffer.position()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc://test", "tcp://127.0.0.1:*"})
    void requestAndReply(String endpoint) {
        ReqSocket req = context.req(DEFAULTS.with(SocketOption.REQ_CORRELATE, true));
        RepSocket rep = context.rep();
        join(rep, req, endpoint);
        for (int i = 0; i < 100; i++) {
            req.send("question " + i);
            assertThat(rep.receive(view -> {
                rep.send(view.text(0).replace("question", "answer"));
            }, LONG)).isTrue();
            assertThat(texts(req)).containsExactly("answer " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc://test", "tcp://127.0.0.1:*"})
    void publishAndSubscribe(String endpoint) {
        XPubSocket pub = context.xpub();
        SubSocket sub = context.sub();
        sub.subscribe("a");
        sub.subscribe("ab");
        join(pub, sub, endpoint);
        assertThat(texts(pub)).containsExactly("\1a");
        assertThat(texts(pub)).containsExactly("\1ab");
        pub.send("not subscribed to");
        pub.send(Message.of("abc", "body"));
        assertThat(texts(sub)).containsExactly("abc", "body");
        sub.unsubscribe("a");
        assertThat(texts(pub)).containsExactly("\0a");
        pub.send("a");
        pub.send("ab");
        assertThat(texts(sub)).containsExactly("ab");
        sub.close();
        assertThat(texts(pub)).containsExactly("\0ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc://test", "tcp://127.0.0.1:*"})
    void upstreamMessages(String endpoint) {
        XPubSocket xpub = context.xpub(DEFAULTS.with(SocketOption.XPUB_MANUAL, true)
                .with(SocketOption.XPUB_WELCOME_MESSAGE, Message.of("welcome")));
        XSubSocket xsub = context.xsub();
        join(xpub, xsub, endpoint);
        xsub.send(Message.of("user", "message"));
        xsub.send(new byte[] {1, 'a'});
        assertThat(texts(xpub)).containsExactly("user", "message");
        assertThat(texts(xpub)).containsExactly("\1a");
        xpub.subscribe("x".getBytes(StandardCharsets.UTF_8));
        xpub.send("a");
        xpub.send("x");
        assertThat(texts(xsub)).containsExactly("welcome");
        assertThat(texts(xsub)).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc://test", "tcp://127.0.0.1:*"})
    void conflatingReceivesTheNewest(String endpoint) {
        SocketOptions conflate = DEFAULTS.with(SocketOption.CONFLATE, true);
        PullSocket pull = context.pull(conflate);
        PushSocket push = context.push(conflate);
        join(pull, push, endpoint);
        int last = 20_000;
        for (int i = 1; i <= last; i++) {
            push.send(Integer.toString(i));
        }
        int before = 0;
        int received = 0;
        while (before < last) {
            int number = Integer.parseInt(receive(pull).text());
            assertThat(number).isGreaterThan(before);
            before = number;
            received++;
        }
        assertThat(received).isLessThan(last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc://test", "tcp://127.0.0.1:*"})
    void handover(String endpoint) throws InterruptedException {
        SocketOptions id = DEFAULTS.with(SocketOption.ROUTING_ID, RoutingId.of("id"))
                .with(SocketOption.RECONNECT_INTERVAL, SocketOption.NEVER);
        RouterSocket router = context.router(DEFAULTS.with(SocketOption.ROUTER_HANDOVER, true));
        BlockingQueue<DisconnectReason> ends = new ArrayBlockingQueue<>(10);
        router.monitor(event -> {
            if (event instanceof MonitorEvent.Disconnected end) {
                ends.add(end.reason());
            }
        });
        DealerSocket before = context.dealer(id);
        String resolved = join(router, before, endpoint);
        before.send("1");
        assertThat(texts(router)).containsExactly("id", "1");
        DealerSocket after = context.dealer(id);
        after.connect(resolved);
        after.send("2");
        assertThat(texts(router)).containsExactly("id", "2");
        assertThat(ends.poll(8, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.HANDED_OVER);
        router.send(Message.of("id", "to the new one"));
        assertThat(texts(after)).containsExactly("to the new one");
        assertThat(before.tryReceive()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc://test", "tcp://127.0.0.1:*"})
    void pubNeverWaits(String endpoint) {
        PubSocket pub = context.pub();
        SubSocket sub = context.sub();
        sub.subscribe("");
        pub.bind(endpoint);
        sub.connect(pub.endpoints().get(0).endpoint());
        int sent = 0;
        Optional<Message> first = Optional.empty();
        while (first.isEmpty()) { // until the subscription is there
            pub.send(Integer.toString(sent++));
            first = sub.tryReceive();
        }
        for (int i = 0; i < 20_000; i++) {
            pub.send(Integer.toString(sent++));
        }
        int before = Integer.parseInt(first.get().text());
        for (Optional<Message> next = sub.tryReceive(); next.isPresent(); next = sub.tryReceive()) {
            int number = Integer.parseInt(next.get().text());
            assertThat(number).isGreaterThan(before);
            before = number;
        }
        pub.close();
        assertThatThrownBy(() -> pub.send("x")).isInstanceOf(ClosedException.class);
    }

    private String join(Socket binder, Socket connecter, String endpoint) {
        String resolved = binder.bind(endpoint).endpoint().toString();
        connecter.connect(resolved);
        return resolved;
    }

    private static Message receive(Receiver socket) {
        return socket.receive(LONG).orElseThrow(() -> new AssertionError("nothing came to " + socket));
    }

    private static List<String> texts(Receiver socket) {
        return receive(socket).texts();
    }
}
