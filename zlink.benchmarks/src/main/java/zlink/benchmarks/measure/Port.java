package zlink.benchmarks.measure;

import zlink.benchmarks.link.BodyReader;

/** One side of a lane, as a measuring thread uses it; for one thread at a time. */
public interface Port {

    /** Sends the message with this number and time, waiting for room. */
    void send(long number, long timeNs);

    /** Sends what is still held back; for those who only do so when they are told to, which no socket does. */
    void flush();

    /** Receives a message, waiting for it, and shows it to a reader. */
    void receive(BodyReader reader);

    /** Whether nothing is left to be received. */
    boolean isEmpty();
}
