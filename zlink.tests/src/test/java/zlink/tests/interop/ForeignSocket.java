package zlink.tests.interop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import zlink.tests.fixture.Deadline;

/** A socket of another implementation of ZeroMQ; used by one thread at a time. */
interface ForeignSocket extends AutoCloseable {
    /** Time for what is due at once. */
    Duration A_MOMENT = Duration.ofMillis(5);

    /** Binds; returns the real address. */
    String bind(String endpoint);

    void connect(String endpoint);

    void disconnect(String endpoint);

    /** Sends one message; fails if it cannot in time. */
    void send(List<byte[]> frames);

    /** Receives one message if one comes in time. */
    Optional<List<byte[]>> receive(Duration timeout);

    void subscribe(byte[] prefix);

    void unsubscribe(byte[] prefix);

    @Override
    void close();

    default void send(String... frames) {
        send(Stream.of(frames).map(frame -> frame.getBytes(StandardCharsets.UTF_8)).toList());
    }

    default void subscribe(String prefix) {
        subscribe(prefix.getBytes(StandardCharsets.UTF_8));
    }

    default void unsubscribe(String prefix) {
        unsubscribe(prefix.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Lets the socket do what is due: it has no thread of its own, and learns of new peers only when it is used.
     *
     * @throws AssertionError if a message comes, which should not
     */
    default void attend() {
        if (receive(A_MOMENT).isPresent()) {
            throw new AssertionError("the foreign socket got a message that nobody waits for");
        }
    }

    /** Receives one message, which must come soon. */
    default List<byte[]> next() {
        return receive(Deadline.PATIENCE).orElseThrow(() -> new AssertionError("the foreign socket got no message"));
    }

    /** Receives one message, which must come soon, as texts. */
    default List<String> nextTexts() {
        return next().stream().map(frame -> new String(frame, StandardCharsets.UTF_8)).toList();
    }

    /** Whether two messages are the same. */
    static boolean same(List<byte[]> left, List<byte[]> right) {
        return Arrays.deepEquals(left.toArray(), right.toArray());
    }
}
