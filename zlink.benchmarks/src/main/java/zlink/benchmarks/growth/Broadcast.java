package zlink.benchmarks.growth;

import java.util.EnumMap;
import java.util.Map;
import zlink.benchmarks.growth.role.Acknowledgements;
import zlink.benchmarks.growth.role.Library;
import zlink.benchmarks.growth.role.Role;
import zlink.benchmarks.measure.Fields;
import zlink.benchmarks.worker.WorkerFailedException;
import zlink.benchmarks.worker.WorkerProcess;

/**
 * A PUB socket in one process and its subscribers in another one.
 *
 * @param name what it is
 * @param publish the one process
 * @param subscribe the other one
 * @param readers how many of the subscribers read
 * @param counted whose messages count as delivered
 * @param bytes of a message
 */
record Broadcast(String name, WorkerProcess publish, WorkerProcess subscribe, int readers, int counted, int bytes)
        implements Subject {

    /** Connects subscribers; returns when all of them, those who do not read included, have heard the publisher. */
    static Broadcast open(Bench bench, String name, Library library, Audience audience, int bytes)
            throws WorkerFailedException, InterruptedException {
        WorkerProcess publish = bench.start(Role.Kind.PUBLISH, library);
        WorkerProcess subscribe = bench.start(Role.Kind.SUBSCRIBE, library);
        bench.awaitReady(publish, subscribe);
        Fields opened = Crowd.ask(publish, Crowd.order("open"));
        Crowd.ask(subscribe, Crowd.order("join").with("endpoint", opened.text("endpoint"))
                .with("port", opened.text("port")).with("subscribers", audience.subscribers()));
        long deadlineNs = System.nanoTime() + bench.timeout().toNanos();
        long heard;
        do {
            Crowd.ask(publish, Crowd.order("greet"));
            heard = Crowd.ask(subscribe, Crowd.order("listen")).number("heard");
            if (System.nanoTime() > deadlineNs) {
                throw new WorkerFailedException(heard + " of " + audience.subscribers() + " subscribers have heard the"
                        + " publisher after " + bench.timeout().toSeconds() + " s");
            }
        } while (heard < audience.subscribers());
        return new Broadcast(name, publish, subscribe, audience.readers(), audience.counted(), bytes);
    }

    /**
     * Who subscribes.
     *
     * @param subscribers how many
     * @param readers how many of them read
     * @param counted whose messages count as delivered
     */
    record Audience(int subscribers, int readers, int counted) { }

    @Override
    public Taken perform(int messages) throws WorkerFailedException, InterruptedException {
        int block = Acknowledgements.block(readers);
        subscribe.tell(Crowd.order("receive").with("messages", messages).with("bytes", bytes).with("readers", readers)
                .with("block", block).toString());
        publish.tell(Crowd.order("publish").with("messages", messages).with("bytes", bytes).with("block", block)
                .toString());
        Fields published = Crowd.answer(publish);
        Fields received = Crowd.answer(subscribe);
        long elapsedNs = published.number("elapsed_ns");
        double delivered = (double) messages * counted;
        Map<Quantity, Double> values = new EnumMap<>(Quantity.class);
        values.put(Quantity.DELIVERED, delivered * 1e9 / elapsedNs);
        values.put(Quantity.PUBLISHER_CPU, published.number("cpu_ns") / delivered);
        values.put(Quantity.CPU, (published.number("cpu_ns") + received.number("cpu_ns")) / delivered);
        if (published.number("dropped") >= 0) {
            values.put(Quantity.DROPPED, (double) published.number("dropped"));
        }
        if (published.number("writes") > 0) {
            values.put(Quantity.PER_WRITE, (double) messages * readers / published.number("writes"));
        }
        return new Taken(elapsedNs, values);
    }
}
