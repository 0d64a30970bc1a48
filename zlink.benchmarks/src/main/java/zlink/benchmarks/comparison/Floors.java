package zlink.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import zlink.benchmarks.ratio.Metric;
import zlink.benchmarks.ratio.Ratio;
import zlink.benchmarks.ratio.Samples;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;

/** The least that zlink's throughput should be beside others': against collapses nobody meant. */
final class Floors {
    private Floors() {
    }

    /** A line for each that is missed; what could not be compared is. */
    static List<String> missed(Map<Peer, Double> floors, Samples samples) {
        List<String> missed = new ArrayList<>();
        floors.forEach((peer, floor) -> {
            for (Setup setup : samples.setups()) {
                Optional<Ratio> ratio = samples.ratio(setup, Task.THROUGHPUT, Metric.THROUGHPUT, Peer.ZLINK, peer);
                if (ratio.isEmpty()) {
                    missed.add("BELOW THE FLOOR: " + setup + ": nothing to compare with " + peer);
                } else if (ratio.get().median() < floor) {
                    missed.add(String.format(Locale.ROOT, "BELOW THE FLOOR: %s: %.2f times the throughput of %s, and"
                            + " not %s", setup, ratio.get().median(), peer, floor));
                }
            }
        });
        return missed;
    }
}
