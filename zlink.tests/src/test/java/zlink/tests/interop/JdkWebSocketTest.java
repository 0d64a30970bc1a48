package zlink.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zlink.api.Context;
import zlink.api.Message;
import zlink.api.PubSocket;
import zlink.api.RouterSocket;
import zlink.api.XPubSocket;
import zlink.tests.fixture.Deadline;

/**
 * A WebSocket of the JDK that speaks ZWS 2.0 by hand, as a page in a browser does. Like a browser it takes no
 * subprotocol with a slash, so there is no handshake: each side says its routing id first.
 */
class JdkWebSocketTest {
    private final Context context = Context.create();

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    /** Whole messages as they come, and the code of the end. */
    private static final class Heard implements WebSocket.Listener {
        private final LinkedBlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<Integer> end = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<String> pongs = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            message.writeBytes(part);
            if (last) {
                messages.add(message.toByteArray());
                message.reset();
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
            pongs.add(StandardCharsets.UTF_8.decode(data).toString());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end.add(code);
            return null;
        }

        byte[] next() throws InterruptedException {
            byte[] next = messages.poll(Deadline.PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError("no message came");
            }
            return next;
        }
    }

    private static WebSocket open(String endpoint, Heard heard) throws Exception {
        return HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("ZWS2.0")
                .connectTimeout(Duration.ofSeconds(20)).buildAsync(URI.create(endpoint), heard)
                .get(20, TimeUnit.SECONDS);
    }

    private static void say(WebSocket socket, byte[]... parts) throws Exception {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            message.writeBytes(part);
        }
        socket.sendBinary(ByteBuffer.wrap(message.toByteArray()), true).get(20, TimeUnit.SECONDS);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void talksToARouter() throws Exception {
        RouterSocket router = context.router();
        Heard heard = new Heard();
        WebSocket socket = open(router.bind("ws://127.0.0.1:*/chat").endpoint().toString(), heard);
        assertThat(socket.getSubprotocol()).isEqualTo("ZWS2.0");
        say(socket, new byte[] {0}, text("page"));
        assertThat(heard.next()).as("the router's routing id, which is empty").containsExactly(0);

        say(socket, new byte[] {1}, text("first"));
        socket.sendBinary(ByteBuffer.wrap(new byte[] {0, 's', 'e'}), false).get(20, TimeUnit.SECONDS);
        socket.sendBinary(ByteBuffer.wrap(text("cond")), true).get(20, TimeUnit.SECONDS);
        Message message = router.receive(Deadline.PATIENCE).orElseThrow();
        assertThat(message.texts()).containsExactly("page", "first", "second");

        router.send(Message.of("page", "a", "x".repeat(100_000)));
        assertThat(heard.next()).containsExactly(1, 'a');
        assertThat(heard.next()).hasSize(100_001).startsWith(0, 'x');

        socket.sendPing(ByteBuffer.wrap(text("ping"))).get(20, TimeUnit.SECONDS);
        assertThat(heard.pongs.poll(20, TimeUnit.SECONDS)).isEqualTo("ping");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(20, TimeUnit.SECONDS);
        assertThat(heard.end.poll(20, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
        Deadline.await("it is gone", () -> router.statistics().connections() == 0);
    }

    @Test
    void subscribesToAPublisher() throws Exception {
        XPubSocket pub = context.xpub();
        Heard heard = new Heard();
        WebSocket socket = open(pub.bind("ws://127.0.0.1:*").endpoint().toString(), heard);
        say(socket, new byte[] {0});
        heard.next();
        say(socket, new byte[] {0, 1}, text("news."));
        assertThat(pub.receive(Deadline.PATIENCE).orElseThrow().bytes()).startsWith(1, 'n');
        pub.send("other");
        pub.send(Message.of("news.sport", "1:0"));

        assertThat(heard.next()).isEqualTo(text("\u0001news.sport"));
        assertThat(heard.next()).isEqualTo(text("\u00001:0"));
    }

    @Test
    void isToldThatASocketCloses() throws Exception {
        PubSocket pub = context.pub();
        Heard heard = new Heard();
        WebSocket socket = open(pub.bind("ws://127.0.0.1:*").endpoint().toString(), heard);
        say(socket, new byte[] {0});
        heard.next();
        Deadline.await("it is there", () -> pub.statistics().connections() == 1);
        pub.close();

        assertThat(heard.end.poll(20, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
        assertThat(socket.isInputClosed()).isTrue();
    }

    @Test
    void isRefusedAtAnotherPath() {
        PubSocket pub = context.pub();
        String endpoint = pub.bind("ws://127.0.0.1:*/feed").endpoint().toString().replace("feed", "food");

        assertThatThrownBy(() -> open(endpoint, new Heard())).isInstanceOf(ExecutionException.class)
                .cause().isInstanceOfSatisfying(WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(404));
    }
}
