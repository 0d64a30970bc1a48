package zlink.benchmarks.scenario;

/**
 * One row of the result.
 *
 * @param pattern which sockets
 * @param transport over what
 * @param bytes the size of every message
 */
public record Cell(Pattern pattern, Transport transport, int bytes) {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    /** The size in words: whole MiB or KiB where it is that. */
    public static String size(int bytes) {
        if (bytes >= MIB && bytes % MIB == 0) {
            return bytes / MIB + " MiB";
        }
        return bytes >= KIB && bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " B";
    }

    /** The size of this cell's messages in words. */
    public String size() {
        return size(bytes);
    }

    @Override
    public String toString() {
        return pattern + " " + transport + " " + size();
    }
}
