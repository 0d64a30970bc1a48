package zlink.benchmarks.run;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * The body of every message of a run, by its sequence number: the number itself and bytes that follow from it.
 *
 * <p>Sender and receiver make the same bodies, each on its own. Only the number is written for each message, so that
 * making a body costs next to nothing beside sending it. Not thread-safe.
 */
public final class Bodies {
    /** The fewest bytes a body can have. */
    public static final int MIN_BYTES = Long.BYTES;

    /**
     * How many different fillings there are. A prime, so that bytes left over from an earlier message, which are a
     * power of two of messages old as often as not, are those of another filling.
     */
    private static final int FILLINGS = 61;
    private static final VarHandle SEQUENCE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[][] fillings = new byte[FILLINGS][];

    /**
     * Prepares bodies.
     *
     * @param bytes the size of each, at least {@link #MIN_BYTES}
     */
    public Bodies(int bytes) {
        SplittableRandom random = new SplittableRandom(bytes); // the same on both sides
        for (int i = 0; i < FILLINGS; i++) {
            fillings[i] = new byte[bytes];
            random.nextBytes(fillings[i]);
        }
    }

    /** The body with this number; overwritten some calls later, as a sender's arrays are. */
    public byte[] of(long sequence) {
        byte[] body = fillings[(int) (sequence % FILLINGS)];
        SEQUENCE.set(body, 0, sequence);
        return body;
    }

    /** The number in a body that came from somewhere. */
    static long sequenceOf(byte[] body) {
        return (long) SEQUENCE.get(body, 0);
    }
}
