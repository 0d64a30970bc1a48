package zlink.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

/** What is measured, in which order. */
final class Plan {
    private Plan() {
    }

    /** All sockets. */
    static List<Setup> setups(Options options) {
        List<Setup> setups = new ArrayList<>();
        for (Pattern pattern : options.patterns()) {
            for (Transport transport : options.transports()) {
                for (int bytes : options.sizes()) {
                    for (int pairs : options.pairs()) {
                        for (int limit : options.limits()) {
                            setups.add(new Setup(new Cell(pattern, transport, bytes), pairs, limit));
                        }
                    }
                }
            }
        }
        return setups;
    }

    /** All that is measured of each. */
    static List<Task> tasks(Options options) {
        List<Task> tasks = new ArrayList<>();
        options.kinds().forEach(kind -> {
            switch (kind) {
                case THROUGHPUT -> tasks.add(Task.THROUGHPUT);
                case ECHO -> tasks.add(Task.ECHO);
                case RATE -> options.rates().forEach(rate -> tasks.add(Task.at(rate)));
            }
        });
        return tasks;
    }

    /** Whether a peer takes part: zlink's forms of receiving differ by what a message costs, not by a rate. */
    static boolean takesPart(Peer peer, Task task) {
        return task.kind() != Task.Kind.RATE || peer == Peer.ZLINK || !peer.isZlink();
    }

    /** Everybody, each round beginning with the next one: who follows whom should not decide. */
    static List<Peer> turns(List<Peer> peers, int round) {
        List<Peer> turns = new ArrayList<>();
        for (int i = 0; i < peers.size(); i++) {
            turns.add(peers.get((i + round - 1) % peers.size()));
        }
        return turns;
    }
}
