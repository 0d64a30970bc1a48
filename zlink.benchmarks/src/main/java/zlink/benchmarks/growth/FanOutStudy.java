package zlink.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;
import zlink.benchmarks.growth.role.Library;
import zlink.benchmarks.report.Figures;
import zlink.benchmarks.worker.WorkerFailedException;

/**
 * One PUB and its subscribers, zlink's beside JeroMQ's.
 *
 * @param subscribers how many
 * @param bytes of a message
 */
record FanOutStudy(int subscribers, int bytes) implements Study {
    private static final String ZLINK = Library.ZLINK.toString();
    private static final String JEROMQ = Library.JEROMQ.toString();
    private static final int SPARE = 200;

    @Override
    public Case kind() {
        return Case.FAN_OUT;
    }

    @Override
    public int descriptors() {
        return 4 * subscribers + SPARE; // JeroMQ's sockets have pipes besides
    }

    @Override
    public List<Question> questions() {
        return List.of(Question.ratio(ZLINK, Quantity.DELIVERED, JEROMQ),
                Question.ratio(ZLINK, Quantity.PUBLISHER_CPU, JEROMQ),
                Question.ratio(ZLINK, Quantity.CPU, JEROMQ), Question.what(ZLINK, Quantity.PER_WRITE));
    }

    @Override
    public void perform(Bench bench) throws InterruptedException {
        List<Broadcast> broadcasts = new ArrayList<>();
        for (Library library : Library.values()) {
            bench.moved(library + " connects");
            try {
                broadcasts.add(Broadcast.open(bench, library.toString(), library,
                        new Broadcast.Audience(subscribers, subscribers, subscribers), bytes));
            } catch (WorkerFailedException e) {
                bench.failed(library.toString(), e);
            }
        }
        bench.measure(broadcasts);
    }

    @Override
    public String toString() {
        return Figures.count(subscribers) + (subscribers == 1 ? " subscriber, " : " subscribers, ")
                + Figures.count(bytes) + " B";
    }
}
