package zlink.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;
import zlink.benchmarks.report.Figures;
import zlink.benchmarks.worker.WorkerFailedException;

/**
 * What idle connections of one socket cost: memory, each time in fresh processes, and throughput of one more
 * connection that is not idle, beside the same one alone.
 *
 * @param connections how many are idle
 */
record IdleStudy(int connections) implements Study {
    private static final String IDLE = "idle connections";
    private static final String AMONG = "one active among them";
    private static final String ALONE = "the same alone";
    private static final int TARGET_CONNECTIONS = 10_000;
    private static final double MOST_MB = 100;
    private static final double LEAST_SHARE = 0.8;
    private static final int SPARE = 200;

    @Override
    public Case kind() {
        return Case.IDLE;
    }

    @Override
    public int descriptors() {
        return connections + SPARE;
    }

    @Override
    public List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (Quantity quantity : List.of(Quantity.RESIDENT, Quantity.UNCOLLECTED)) {
            Question question = Question.what(IDLE, quantity);
            questions.add(connections == TARGET_CONNECTIONS ? question.atMost(MOST_MB) : question);
        }
        questions.add(Question.what(IDLE, Quantity.PER_CONNECTION));
        questions.add(Question.what(IDLE, Quantity.HEAP));
        questions.add(Question.what(IDLE, Quantity.DIRECT));
        questions.add(Question.ratio(AMONG, Quantity.THROUGHPUT, ALONE).atLeast(LEAST_SHARE));
        questions.add(Question.ratio(AMONG, Quantity.RECEIVER_CPU, ALONE));
        return questions;
    }

    @Override
    public void perform(Bench bench) throws WorkerFailedException, InterruptedException {
        for (int round = 1; round < bench.rounds(); round++) {
            gathered(bench, round).leave();
        }
        Crowd crowd = gathered(bench, bench.rounds());
        Crowd alone = Crowd.open(bench, 1, 1);
        bench.end(alone.push());
        bench.measure(List.of(Stream.open(AMONG, crowd, crowd.push()), Stream.open(ALONE, alone, crowd.push())));
    }

    private Crowd gathered(Bench bench, int round) throws WorkerFailedException, InterruptedException {
        bench.moved("memory, round " + round + " of " + bench.rounds());
        Crowd crowd = Crowd.open(bench, 1, connections);
        crowd.connect().forEach((quantity, value) -> bench.found(IDLE, quantity, round, value));
        return crowd;
    }

    @Override
    public String toString() {
        return Figures.count(connections) + (connections == 1 ? " connection" : " connections");
    }
}
