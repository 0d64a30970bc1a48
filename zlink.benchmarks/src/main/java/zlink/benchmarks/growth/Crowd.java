package zlink.benchmarks.growth;

import java.util.EnumMap;
import java.util.Map;
import zlink.benchmarks.growth.role.Footprint;
import zlink.benchmarks.growth.role.Library;
import zlink.benchmarks.growth.role.Role;
import zlink.benchmarks.measure.Fields;
import zlink.benchmarks.worker.WorkerFailedException;
import zlink.benchmarks.worker.WorkerProcess;

/** PULL sockets in one process and connections to them from another one, so that only one side is looked at. */
final class Crowd {
    private static final double MB = 1e6;
    private static final double KB = 1e3;

    private final Bench bench;
    private final int connections;
    private final WorkerProcess pull;
    private final WorkerProcess push;
    private final String endpoints;
    private final Footprint empty;

    private Crowd(Bench bench, int connections, WorkerProcess pull, WorkerProcess push, Fields opened) {
        this.bench = bench;
        this.connections = connections;
        this.pull = pull;
        this.push = push;
        this.endpoints = opened.text("endpoints");
        this.empty = Footprint.in(opened);
    }

    /** Opens sockets to which nobody has connected. */
    static Crowd open(Bench bench, int sockets, int connections) throws WorkerFailedException, InterruptedException {
        WorkerProcess pull = bench.start(Role.Kind.PULL, Library.ZLINK);
        WorkerProcess push = bench.start(Role.Kind.PUSH, Library.ZLINK);
        bench.awaitReady(pull, push);
        return new Crowd(bench, connections, pull, push, ask(pull, order("open").with("sockets", sockets)
                .with("connections", connections + 1)));
    }

    /** Connects all; returns how much more memory the sockets' process has than with an empty context. */
    Map<Quantity, Double> connect() throws WorkerFailedException, InterruptedException {
        ask(push, order("join").with("endpoints", endpoints).with("connections", connections));
        return memory(ask(pull, order("settle").with("connections", connections)));
    }

    /** The same after messages have gone through. */
    Map<Quantity, Double> memory() throws WorkerFailedException, InterruptedException {
        return memory(ask(pull, order("footprint")));
    }

    private Map<Quantity, Double> memory(Fields answer) {
        Footprint above = Footprint.in(answer).above(empty);
        Map<Quantity, Double> values = new EnumMap<>(Quantity.class);
        values.put(Quantity.RESIDENT, above.residentBytes() / MB);
        values.put(Quantity.UNCOLLECTED, above.uncollectedBytes() / MB);
        values.put(Quantity.PER_CONNECTION, above.residentBytes() / KB / connections);
        values.put(Quantity.HEAP, above.heapBytes() / MB);
        values.put(Quantity.DIRECT, above.directBytes() / MB);
        return values;
    }

    /** The first socket's. */
    String endpoint() {
        return endpoints.split(",")[0];
    }

    WorkerProcess pull() {
        return pull;
    }

    WorkerProcess push() {
        return push;
    }

    /** All connections end. */
    void leave() {
        bench.end(push);
        bench.end(pull);
    }

    /** An order without what belongs to it. */
    static Fields order(String what) {
        return new Fields().with("do", what);
    }

    /** Gives an order and waits until it is done. */
    static Fields ask(WorkerProcess process, Fields order) throws WorkerFailedException, InterruptedException {
        process.tell(order.toString());
        return answer(process);
    }

    /** Waits until an order is done. */
    static Fields answer(WorkerProcess process) throws WorkerFailedException, InterruptedException {
        return Fields.parse(process.outcome());
    }
}
