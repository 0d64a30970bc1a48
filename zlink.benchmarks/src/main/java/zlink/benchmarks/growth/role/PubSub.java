package zlink.benchmarks.growth.role;

import java.time.Duration;
import zlink.benchmarks.link.BodyReader;

/**
 * A library's PUB socket, or its SUB sockets; a process has either. One context with one I/O thread.
 *
 * <p>A PUB drops for whom it has {@link #HIGH_WATER_MARK} messages; whoever wants all to arrive has to send less than
 * that ahead.
 */
interface PubSub extends AutoCloseable {
    /** Of messages, for every queue of each connection. */
    int HIGH_WATER_MARK = 10_000;

    /** Opens the PUB socket; returns where to connect. */
    String publish();

    /** Publishes. */
    void send(byte[] body);

    /** How many messages it has thrown away, or -1 if it does not say. */
    long dropped();

    /** How often it has written to a connection, or -1 if it does not say. */
    long writes();

    /** Connects one more SUB socket that wants everything. */
    void subscribe(String endpoint);

    /** Receives by one of them, waiting for it. */
    void receive(int subscriber, BodyReader reader);

    /** The same, waiting at most for some time; returns whether a message came. */
    boolean receive(int subscriber, BodyReader reader, Duration timeout);

    /** Closes all sockets, at once. */
    @Override
    void close();
}
