package zlink.benchmarks.demonstration;

import java.util.ArrayList;
import java.util.List;
import zlink.benchmarks.run.Run;
import zlink.benchmarks.run.Run.Kind;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Transport;

/** Which runs, in which order. */
final class Plan {
    private static final int ROUND_TRIPS = 10_000; // a hundred of them are beyond the p99
    private static final int FEWEST_ROUND_TRIPS = 200;
    private static final int BYTES_OF_ROUND_TRIPS = 256 << 20; // large messages take long, and vary less

    private Plan() {
    }

    /**
     * All that the options ask for.
     *
     * <p>Each round goes through all cells, so that the first one warms the code of all, and what disturbs the machine
     * for some seconds disturbs one round of a cell and not its median.
     */
    static List<Run> of(Options options) {
        List<Run> runs = new ArrayList<>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (Pattern pattern : options.patterns()) {
                for (Transport transport : options.transports()) {
                    for (int bytes : options.sizes()) {
                        addCell(runs, new Cell(pattern, transport, bytes), options.messages(), round);
                    }
                }
            }
        }
        return runs;
    }

    private static void addCell(List<Run> runs, Cell cell, List<Integer> messages, int round) {
        for (int count : messages) {
            runs.add(new Run(cell, Kind.STREAM, count, round));
        }
        runs.add(new Run(cell, Kind.ECHO, roundTrips(cell.bytes()), round));
    }

    private static int roundTrips(int bytes) {
        return Math.max(FEWEST_ROUND_TRIPS, Math.min(ROUND_TRIPS, BYTES_OF_ROUND_TRIPS / bytes));
    }
}
