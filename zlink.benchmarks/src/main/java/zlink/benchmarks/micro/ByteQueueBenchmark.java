package zlink.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;

/** A message goes into a queue and out of it again, on one thread: the steps of inproc without the sockets. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ByteQueueBenchmark {
    private static final int HIGH_WATER_MARK = 1000; // the options' default

    @Param({"64", "1024", "16384"})
    int bodyBytes;

    private final ByteQueue queue = new ByteQueue(new ChunkPool(), HIGH_WATER_MARK, 0);
    private final OutgoingMessage outgoing = new OutgoingMessage();
    private final IncomingMessage incoming = new IncomingMessage();
    private byte[] body;

    /** Makes the message. */
    @Setup
    public void prepare() {
        body = new byte[bodyBytes];
    }

    /** One message in and out; returns its size as the reader sees it. */
    @Benchmark
    public int appendAndConsume() {
        int size = -1;
        if (queue.hasRoom()) {
            queue.append(outgoing.array(body, 0, body.length));
            outgoing.clear();
        }
        if (queue.hasMessage()) {
            queue.load(incoming);
            size = incoming.bodySize(0);
            queue.consume(incoming);
        }
        return size;
    }
}
