package zlink.tests.contract;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.Receiver;
import zlink.api.Socket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Transport;

/** Tests that hold for every transport, each run with a context of its own. */
@ParameterizedClass
@MethodSource("zlink.tests.contract.OverEachTransport#transports")
class OverEachTransport {
    @Parameter
    Transport transport;

    final Context context = Context.create(ContextOptions.defaults()
            .withSocketDefaults(Transport.options().with(SocketOption.LINGER, Duration.ZERO)));

    /**
     * All of them. TLS takes its time; in the second run, where all I/O is left to the loops, {@link TlsTest} has what
     * differs with it.
     */
    static Stream<Transport> transports() {
        boolean speculative = Boolean.parseBoolean(System.getProperty("zlink.speculative", "true"));
        return Stream.of(Transport.values())
                .filter(transport -> speculative || transport != Transport.TLS && transport != Transport.WSS);
    }

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    static <T> SocketOptions with(SocketOption<T> option, T value) {
        return SocketOptions.defaults().with(option, value);
    }

    /** Short queues of zlink's and of the operating system's, so that few messages fill them. */
    static SocketOptions narrow(int highWaterMark) {
        return with(SocketOption.SEND_HIGH_WATER_MARK, highWaterMark)
                .with(SocketOption.RECEIVE_HIGH_WATER_MARK, highWaterMark)
                .with(SocketOption.SEND_BUFFER, 64 << 10)
                .with(SocketOption.RECEIVE_BUFFER, 64 << 10);
    }

    /** Binds to an address of the socket's own. */
    Endpoint bind(Socket socket) {
        return socket.bind(transport.wildcard()).endpoint();
    }

    /** Binds the first, connects the others to it and waits until all can talk. */
    Endpoint join(Socket bound, Socket... connected) {
        Endpoint endpoint = bind(bound);
        joinTo(endpoint, bound, connected);
        return endpoint;
    }

    /** Connects the others to what the first is bound to and waits until all can talk. */
    static void joinTo(Endpoint endpoint, Socket bound, Socket... connected) {
        int before = bound.statistics().connections();
        for (Socket socket : connected) {
            int own = socket.statistics().connections();
            socket.connect(endpoint);
            awaitConnections(socket, own + 1);
        }
        awaitConnections(bound, before + connected.length);
    }

    static void awaitConnections(Socket socket, int count) {
        Deadline.await(() -> socket.type() + " has " + count + " connections, not "
                + socket.statistics().connections(), Deadline.PATIENCE,
                () -> socket.statistics().connections() == count);
    }

    /** Receives the next message, which must come soon. */
    static Message next(Receiver receiver) {
        return receiver.receive(Deadline.PATIENCE)
                .orElseThrow(() -> new AssertionError(receiver.type() + " got no message"));
    }

    /** Receives the next message, which must come soon and have one frame. */
    static String nextText(Receiver receiver) {
        return next(receiver).text();
    }

    /** Receives that many messages of one frame, which must come soon. */
    static List<String> nextTexts(Receiver receiver, int count) {
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(nextText(receiver));
        }
        return texts;
    }

    /** Looks for a message for a little while, where nothing else can tell that none will come. */
    static Optional<Message> stray(Receiver receiver) {
        return receiver.receive(Deadline.A_WHILE);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
