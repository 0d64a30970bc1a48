package zlink.benchmarks.growth;

import java.util.Map;
import zlink.benchmarks.measure.Fields;
import zlink.benchmarks.worker.WorkerFailedException;
import zlink.benchmarks.worker.WorkerProcess;

/**
 * One PUSH socket that sends to one PULL socket, whoever else has connected there.
 *
 * @param name what it is
 * @param pull the process that receives
 * @param push the process that sends
 * @param socket which of its sockets does
 */
record Stream(String name, WorkerProcess pull, WorkerProcess push, long socket) implements Subject {
    private static final int BYTES = 64;

    /** Connects a socket of one process to another's. */
    static Stream open(String name, Crowd to, WorkerProcess push) throws WorkerFailedException, InterruptedException {
        long socket = Crowd.ask(push, Crowd.order("attach").with("endpoint", to.endpoint())).number("socket");
        return new Stream(name, to.pull(), push, socket);
    }

    @Override
    public Taken perform(int messages) throws WorkerFailedException, InterruptedException {
        pull.tell(Crowd.order("receive").with("messages", messages).with("bytes", BYTES).with("connections", 1)
                .toString());
        push.tell(Crowd.order("send").with("by", socket).with("messages", messages).with("bytes", BYTES).toString());
        Fields received = Crowd.answer(pull);
        Crowd.answer(push);
        return taken(received);
    }

    /** What a receiver has found. */
    static Taken taken(Fields received) {
        double messages = received.number("messages");
        long elapsedNs = received.number("elapsed_ns");
        return new Taken(elapsedNs, Map.of(Quantity.THROUGHPUT, messages * 1e9 / elapsedNs, Quantity.RECEIVER_CPU,
                received.number("cpu_ns") / messages));
    }
}
