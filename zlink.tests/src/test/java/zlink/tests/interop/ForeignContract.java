package zlink.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.zeromq.ZMQException;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.Receiver;
import zlink.api.Socket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Transport;

/** A context of ours, a peer of another make, and which of the two binds. */
abstract class ForeignContract {
    @Parameter(0)
    Transport transport;

    @Parameter(1)
    Binder binder;

    /** Who binds; the other connects. */
    enum Binder { ZLINK, PEER }

    final Context context = Context.create(ContextOptions.defaults().withSocketDefaults(SocketOptions.defaults()
            .with(SocketOption.LINGER, Duration.ZERO)
            .with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(10))));
    final ForeignPeer peer = peer();

    /** The other implementation, with nothing open. */
    abstract ForeignPeer peer();

    @AfterEach
    void closeBoth() {
        context.close();
        peer.close();
    }

    /** Opens a foreign socket and connects the two; they need not have shaken hands yet. */
    ForeignSocket meet(Socket own, SocketType type) {
        return meet(own, type, Map.of());
    }

    ForeignSocket meet(Socket own, SocketType type, Map<ForeignPeer.Option, Object> options) {
        ForeignSocket foreign = peer.open(type, options);
        meet(own, foreign);
        return foreign;
    }

    void meet(Socket own, ForeignSocket foreign) {
        if (binder == Binder.ZLINK) {
            foreign.connect(own.bind(transport.wildcard()).endpoint().toString());
        } else {
            own.connect(foreign.bind(transport.wildcard().toString()));
        }
    }

    /** Binds to an address that the last foreign socket has left, or is about to: they close behind one's back. */
    static void rebind(ForeignSocket foreign, Endpoint endpoint) {
        Deadline.await("the foreign socket binds " + endpoint, () -> {
            try {
                foreign.bind(endpoint.toString());
                return true;
            } catch (ZMQException | AssertionError e) {
                assertThat(e.toString()).contains("in use");
                return false;
            }
        });
    }

    static void awaitConnections(Socket socket, int count) {
        Deadline.await(() -> socket.type() + " has " + count + " connections, not "
                + socket.statistics().connections(), Deadline.PATIENCE,
                () -> socket.statistics().connections() == count);
    }

    static Message next(Receiver receiver) {
        return receiver.receive(Deadline.PATIENCE)
                .orElseThrow(() -> new AssertionError(receiver.type() + " got no message"));
    }

    /** Receives the next message, which must come soon, from a peer that has to be attended to for that. */
    static Message next(Receiver receiver, ForeignSocket peer) {
        Deadline deadline = Deadline.in(Deadline.PATIENCE);
        Optional<Message> message = receiver.tryReceive();
        while (message.isEmpty()) {
            if (deadline.hasPassed()) {
                throw new AssertionError(receiver.type() + " got no message");
            }
            peer.attend();
            message = receiver.receive(ForeignSocket.A_MOMENT);
        }
        return message.orElseThrow();
    }

    static <T> SocketOptions with(SocketOption<T> option, T value) {
        return SocketOptions.defaults().with(option, value);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
