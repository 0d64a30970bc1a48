package zlink.benchmarks.scenario;

/**
 * Everything about the sockets that are measured.
 *
 * @param cell which sockets, over what, and the size of every message
 * @param pairs how many pairs of sockets at once, each with two threads
 * @param highWaterMark most messages in each queue, or 0 for no limit
 */
public record Setup(Cell cell, int pairs, int highWaterMark) {

    /** The high-water mark in words. */
    public String limit() {
        return highWaterMark == 0 ? "unbounded" : String.valueOf(highWaterMark);
    }

    @Override
    public String toString() {
        return cell + (pairs == 1 ? "" : ", " + pairs + " pairs") + ", HWM " + limit();
    }
}
