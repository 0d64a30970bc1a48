package zlink.benchmarks.measure;

import java.util.List;
import zlink.benchmarks.scenario.Setup;

/** How a peer is reached. */
public interface Lanes {

    /** What is measured, with its version. */
    String name();

    /** Opens lanes whose sides have heard of each other when this returns. */
    List<Lane> open(Setup setup);
}
