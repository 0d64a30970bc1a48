package zlink.benchmarks.micro;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
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
import zlink.api.Message;
import zlink.api.RoutingId;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.OutgoingMessage;
import zlink.patterns.routing.RoutingTable;

/**
 * A ROUTER finds a peer by its id.
 *
 * <p>The table's hash starts from a number of its own in every run, so times differ a little between forks.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoutingTableBenchmark {
    private static final int SEARCHES = 1024;

    @Param({"1", "1000", "100000"})
    int peers;

    private final RoutingTable table = new RoutingTable();
    private final IdlePipe pipe = new IdlePipe(); // everybody's: the table does not look inside
    private final OutgoingMessage outgoing = new OutgoingMessage();
    private final RoutingId[] ids = new RoutingId[SEARCHES];
    private final Message[] messages = new Message[SEARCHES];
    private int next;

    /** Peers come, and some are chosen to be looked for, by ids that are equal to theirs and not the same. */
    @Setup
    public void prepare() {
        for (int i = 0; i < peers; i++) {
            table.add(RoutingId.of(id(i)), pipe);
        }
        SplittableRandom random = new SplittableRandom(peers);
        for (int i = 0; i < SEARCHES; i++) {
            byte[] id = id(random.nextInt(peers));
            ids[i] = RoutingId.of(id);
            messages[i] = Message.wrap(id, new byte[64]);
        }
    }

    /** Looks for the id that was given with the message. */
    @Benchmark
    public Pipe findId() {
        next = next + 1 & SEARCHES - 1;
        return table.find(ids[next]);
    }

    /** Looks for the id that is the message's first frame. */
    @Benchmark
    public Pipe findFirstFrame() {
        next = next + 1 & SEARCHES - 1;
        return table.find(outgoing.message(messages[next]));
    }

    /** In the form that a router makes up for a peer: a zero and a number. */
    private static byte[] id(int peer) {
        return ByteBuffer.allocate(1 + Integer.BYTES).putInt(1, peer).array();
    }
}
