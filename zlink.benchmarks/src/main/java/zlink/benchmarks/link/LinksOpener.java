package zlink.benchmarks.link;

import java.util.List;
import zlink.benchmarks.scenario.Cell;

/** Makes links of one kind that share what they would share in a program: one context. */
@FunctionalInterface
public interface LinksOpener {

    /**
     * Opens so many links; returns without waiting for their ends to find each other.
     *
     * @param highWaterMark most messages in each queue, or 0 for no limit
     */
    List<Link> open(Cell cell, int count, int highWaterMark);
}
