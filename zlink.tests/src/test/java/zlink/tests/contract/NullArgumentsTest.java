package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zlink.api.Context;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.MessageHandler;
import zlink.api.MonitorListener;
import zlink.api.PairSocket;
import zlink.api.Poller;
import zlink.api.Poller.Interest;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.StreamSocket;
import zlink.api.SubSocket;

/** Null is refused at the call, by the parameter's name, also where the call would otherwise wait for ever. */
class NullArgumentsTest {
    private static final Duration LONG = Duration.ofDays(1);

    private final Context context = Context.create();
    private final PairSocket socket = context.pair(); // without a peer: sending and receiving would wait

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    private static void assertRefused(String parameter, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class).hasMessage(parameter);
    }

    @Test
    void sending() {
        assertRefused("frame", () -> socket.send((byte[]) null));
        assertRefused("frame", () -> socket.send((ByteBuffer) null));
        assertRefused("message", () -> socket.send((Message) null));
        assertRefused("text", () -> socket.send((String) null));
        assertRefused("array", () -> socket.send(null, 0, 0));
        assertRefused("frame", () -> socket.send((byte[]) null, LONG));
        assertRefused("frame", () -> socket.send((ByteBuffer) null, LONG));
        assertRefused("message", () -> socket.send((Message) null, LONG));
        assertRefused("text", () -> socket.send((String) null, LONG));
        assertRefused("timeout", () -> socket.send(new byte[1], null));
        assertRefused("timeout", () -> socket.send(ByteBuffer.allocate(1), null));
        assertRefused("timeout", () -> socket.send(Message.of("text"), null));
        assertRefused("frame", () -> socket.trySend((byte[]) null));
        assertRefused("frame", () -> socket.trySend((ByteBuffer) null));
        assertRefused("message", () -> socket.trySend((Message) null));
        assertRefused("text", () -> socket.trySend((String) null));
        assertRefused("array", () -> socket.trySend(null, 0, 0));
    }

    @Test
    void receiving() {
        assertRefused("target", () -> socket.receive((ByteBuffer) null));
        assertRefused("target", () -> socket.receive((ByteBuffer) null, LONG));
        assertRefused("target", () -> socket.tryReceive((ByteBuffer) null));
        assertRefused("handler", () -> socket.receive((MessageHandler) null));
        assertRefused("handler", () -> socket.receive((MessageHandler) null, LONG));
        assertRefused("handler", () -> socket.tryReceive((MessageHandler) null));
        assertRefused("timeout", () -> socket.receive((Duration) null));
        assertRefused("timeout", () -> socket.receive(ByteBuffer.allocate(1), null));
        assertRefused("timeout", () -> socket.receive(view -> { }, null));
    }

    @Test
    void endpointsMonitorsAndClosing() {
        assertRefused("endpoint", () -> socket.bind((Endpoint) null));
        assertRefused("endpoint", () -> socket.connect((Endpoint) null));
        assertRefused("endpoint", () -> socket.unbind((Endpoint) null));
        assertRefused("endpoint", () -> socket.disconnect((Endpoint) null));
        assertRefused("listener", () -> socket.monitor((MonitorListener) null));
        assertRefused("linger", () -> socket.close(null));
        assertRefused("options", () -> context.pair(null));
    }

    @Test
    void routerAndSub() {
        RouterSocket router = context.router();
        RoutingId peer = RoutingId.of("peer");
        assertRefused("peer", () -> router.send((RoutingId) null, new byte[1]));
        assertRefused("frame", () -> router.send(peer, (byte[]) null));
        assertRefused("frame", () -> router.send(peer, (ByteBuffer) null));
        assertRefused("message", () -> router.trySend(peer, (Message) null));
        assertRefused("target", () -> router.receiveFrom(null));
        assertRefused("timeout", () -> router.receiveFrom(ByteBuffer.allocate(1), null));
        assertRefused("peer", () -> router.isConnected(null));
        SubSocket sub = context.sub();
        assertRefused("prefix", () -> sub.subscribe((String) null));
        assertRefused("prefix", () -> sub.unsubscribe((byte[]) null));
    }

    @Test
    void stream() {
        StreamSocket stream = context.stream();
        RoutingId peer = RoutingId.of("peer");
        assertRefused("peer", () -> stream.send((RoutingId) null, new byte[1]));
        assertRefused("frame", () -> stream.send(peer, (byte[]) null));
        assertRefused("frame", () -> stream.trySend(peer, (ByteBuffer) null));
        assertRefused("target", () -> stream.receiveFrom(null));
        assertRefused("peer", () -> stream.disconnect((RoutingId) null));
        assertRefused("peer", () -> stream.isConnected(null));
    }

    @Test
    void pollers() {
        try (Poller poller = context.poller()) {
            assertRefused("socket", () -> poller.register(null, Interest.RECEIVE, "attached"));
            assertRefused("interest", () -> poller.register(socket, null));
            assertRefused("attachment", () -> poller.register(socket, Interest.RECEIVE, null));
            assertRefused("timeout", () -> poller.await(null));
        }
    }
}
