package zlink.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;
import zlink.benchmarks.growth.Subject.Taken;
import zlink.benchmarks.measure.Fields;
import zlink.benchmarks.report.Figures;
import zlink.benchmarks.worker.WorkerFailedException;

/**
 * The same connections spread over few or many sockets of one context. Each connection sends some messages, then the
 * next one; one thread receives, through a poller where there are several sockets.
 *
 * @param connections how many there are in each case
 * @param sockets over how many they are spread, in turn; the first is what the others are compared with
 */
record SocketsStudy(int connections, List<Integer> sockets) implements Study {
    private static final int EACH = 10; // messages of a connection before the next one has its turn
    private static final int BYTES = 64;
    private static final int SPARE = 200;

    @Override
    public Case kind() {
        return Case.SOCKETS;
    }

    @Override
    public int descriptors() {
        return connections + sockets.stream().mapToInt(Integer::intValue).max().orElse(0) + SPARE;
    }

    @Override
    public List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (Quantity quantity : List.of(Quantity.THROUGHPUT, Quantity.RECEIVER_CPU, Quantity.RESIDENT)) {
            for (int count : sockets) {
                questions.add(count == sockets.get(0) ? Question.what(name(count), quantity)
                        : Question.ratio(name(count), quantity, name(sockets.get(0))));
            }
        }
        for (Quantity quantity : List.of(Quantity.UNCOLLECTED, Quantity.PER_CONNECTION, Quantity.HEAP,
                Quantity.DIRECT)) {
            sockets.forEach(count -> questions.add(Question.what(name(count), quantity)));
        }
        return questions;
    }

    @Override
    public void perform(Bench bench) throws WorkerFailedException, InterruptedException {
        List<Subject> subjects = new ArrayList<>();
        for (int round = 1; round <= bench.rounds(); round++) {
            for (int count : sockets) {
                bench.moved("memory, round " + round + " of " + bench.rounds() + ", " + name(count));
                Crowd crowd = Crowd.open(bench, count, connections);
                int number = round;
                crowd.connect().forEach((quantity, value) -> bench.found(name(count), quantity, number, value));
                if (round < bench.rounds()) {
                    crowd.leave();
                } else {
                    subjects.add(new Bursts(name(count), crowd, connections));
                }
            }
        }
        bench.measure(subjects);
    }

    private String name(int count) {
        return count + (count == 1 ? " socket x " : " sockets x ") + connections / count;
    }

    @Override
    public String toString() {
        return Figures.count(connections) + " connections";
    }

    /** All connections in turn. */
    private record Bursts(String name, Crowd crowd, int connections) implements Subject {

        @Override
        public Taken perform(int messages) throws WorkerFailedException, InterruptedException {
            int laps = Math.max(1, messages / connections / EACH);
            crowd.pull().tell(Crowd.order("receive").with("messages", laps * connections * EACH).with("bytes", BYTES)
                    .with("connections", connections).toString());
            crowd.push().tell(Crowd.order("burst").with("laps", laps).with("each", EACH).with("bytes", BYTES)
                    .toString());
            Fields received = Crowd.answer(crowd.pull());
            Crowd.answer(crowd.push());
            return Stream.taken(received);
        }
    }
}
