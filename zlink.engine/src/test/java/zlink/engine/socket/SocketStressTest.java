package zlink.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.engine.context.EngineContext;

/** Whole sockets between real threads over real channels: all of it arrives. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SocketStressTest {
    private final EngineContext context = new EngineContext(ContextOptions.defaults());

    @AfterEach
    void nothingIsLeft() {
        context.close(Duration.ZERO);
        assertThat(context.chunks().inUseBytes()).as("bytes in chunks").isZero();
    }

    private static SocketOptions options(int limit, boolean speculative) {
        return SocketOptions.defaults()
                .with(SocketOption.SEND_HIGH_WATER_MARK, limit)
                .with(SocketOption.RECEIVE_HIGH_WATER_MARK, limit)
                .with(SocketOption.SPECULATIVE_READ, speculative)
                .with(SocketOption.SPECULATIVE_WRITE, speculative);
    }

    private static SocketOptions narrow(SocketOptions options) {
        return options.with(SocketOption.SEND_BUFFER, 4096).with(SocketOption.RECEIVE_BUFFER, 4096);
    }

    private static Endpoint anywhere(String transport) {
        return Endpoint.of(transport.equals("tcp") ? "tcp://127.0.0.1:*" : "inproc://here");
    }

    @ParameterizedTest
    @CsvSource({"tcp, 1, true", "tcp, 2, true", "tcp, 10, true", "tcp, 1000, true", "tcp, 1, false", "tcp, 10, false",
        "tcp, 1000, false", "inproc, 1, true", "inproc, 2, true", "inproc, 10, true", "inproc, 1000, true"})
    void manySendersAndReceiversOnOneSocketEach(String transport, int limit, boolean speculative)
            throws InterruptedException {
        PlainSocket to = new PlainSocket(context, narrow(options(limit, speculative)), true);
        PlainSocket from = new PlainSocket(context, narrow(options(limit, speculative)), true);
        from.connect(to.bind(anywhere(transport)).endpoint());

        new Traffic(3, 3, 700, false, limit).run(from, to);
    }

    @ParameterizedTest
    @CsvSource({"tcp, 1, true", "tcp, 10, true", "tcp, 10, false", "inproc, 1, true", "inproc, 10, true"})
    void hastyCallersLoseNothing(String transport, int limit, boolean speculative) throws InterruptedException {
        PlainSocket to = new PlainSocket(context, narrow(options(limit, speculative)), true);
        PlainSocket from = new PlainSocket(context, narrow(options(limit, speculative)), true);
        from.connect(to.bind(anywhere(transport)).endpoint());

        new Traffic(3, 3, 400, true, limit).run(from, to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "inproc"})
    void onePeerOfMany(String transport) throws InterruptedException {
        PlainSocket to = new PlainSocket(context, options(2, true), false);
        Endpoint endpoint = to.bind(anywhere(transport)).endpoint();
        List<PlainSocket> idle = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            idle.add(new PlainSocket(context, options(2, true), false));
            idle.get(i).connect(endpoint);
        }
        PlainSocket from = new PlainSocket(context, options(2, true), false);
        from.connect(endpoint);

        new Traffic(2, 2, 500, false, 1).run(from, to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "inproc"})
    void whatNobodyReceivesGoesBackToo(String transport) {
        PlainSocket to = new PlainSocket(context, options(100, true), true);
        PlainSocket from = new PlainSocket(context, options(100, true), true);
        from.connect(to.bind(anywhere(transport)).endpoint());
        for (int i = 0; i < 20; i++) {
            from.send(new byte[5000]);
        }
        to.receive();
        from.close(Duration.ofSeconds(5));
        to.receive();
        to.close(Duration.ZERO);
        assertThat(context.chunks().inUseBytes()).as("bytes in chunks").isZero();
    }
}
