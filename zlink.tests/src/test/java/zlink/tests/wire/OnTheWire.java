package zlink.tests.wire;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.Receiver;
import zlink.api.Socket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.tests.fixture.Deadline;

/** A context for sockets whose peers are bytes. */
class OnTheWire {
    final Context context = Context.create(ContextOptions.defaults().withSocketDefaults(
            with(SocketOption.LINGER, Duration.ZERO)
                    .with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(10))));

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    static <T> SocketOptions with(SocketOption<T> option, T value) {
        return SocketOptions.defaults().with(option, value);
    }

    static Endpoint bind(Socket socket) {
        return socket.bind("tcp://127.0.0.1:*").endpoint();
    }

    static Message next(Receiver receiver) {
        return receiver.receive(Deadline.PATIENCE)
                .orElseThrow(() -> new AssertionError(receiver.type() + " got no message"));
    }

    static void awaitConnections(Socket socket, int count) {
        Deadline.await(() -> socket.type() + " has " + count + " connections, not "
                + socket.statistics().connections(), Deadline.PATIENCE,
                () -> socket.statistics().connections() == count);
    }
}
