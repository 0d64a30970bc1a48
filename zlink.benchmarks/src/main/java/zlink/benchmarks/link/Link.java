package zlink.benchmarks.link;

/** Two ends, of which each sends to the other. */
public interface Link extends AutoCloseable {

    /** The end that sends the stream and asks in the echo. */
    End near();

    /** The end that receives the stream and answers in the echo. */
    End far();

    /** What the sockets say about themselves now, for whoever has to find out why nothing moves. */
    String state();

    /** Closes both ends as a program does that has received all it wanted. */
    @Override
    void close();

    /** Closes both ends without waiting for anything, and so ends whatever call is blocked in them. */
    void abort();
}
