package zlink.benchmarks.measure;

/** One pair of sockets, or what stands for them. */
public interface Lane extends AutoCloseable {

    /** The side that sends the stream, or asks. */
    Port near();

    /** The side that receives it, or answers. */
    Port far();

    /** What the sockets say about themselves now, for whoever has to find out why nothing moves. */
    String state();

    /** Closes both sides as a program does that has received all it wanted. */
    @Override
    void close();

    /** Closes both sides without waiting for anything, and so ends whatever call is blocked in them. */
    void abort();
}
