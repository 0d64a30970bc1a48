package zlink.benchmarks.link;

import zlink.benchmarks.scenario.Cell;

/** Makes the link of a cell: zlink's sockets here, another library's where libraries are compared. */
@FunctionalInterface
public interface LinkOpener {

    /** Opens both ends; returns without waiting for them to find each other. */
    Link open(Cell cell);
}
