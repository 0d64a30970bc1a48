package zlink.engine.pipe;

/** The socket a pipe belongs to, as far as the pipe's far end needs it. Callable from any thread. */
public interface PipeOwner {

    /** A pipe that was found empty has a message, or has ended; wakes a receiver. */
    void becameReadable(Pipe pipe);

    /** A pipe that was found full has room; wakes a sender. */
    void becameWritable(Pipe pipe);
}
