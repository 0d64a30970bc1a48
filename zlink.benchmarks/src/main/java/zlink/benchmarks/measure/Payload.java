package zlink.benchmarks.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a message: its number, the time at which it should have been sent, a filling that is the same in all of
 * them, and its number again.
 *
 * <p>Two numbers and a time are all that is written for each message, so that making one costs next to nothing beside
 * sending it. A message put together of two others has two numbers.
 */
public final class Payload {
    /** The fewest bytes a message can have. */
    public static final int MIN_BYTES = 3 * Long.BYTES;

    static final int TIME = Long.BYTES;
    static final int FILLING = 2 * Long.BYTES;
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] body;

    /** Makes a body of some size. */
    public Payload(int bytes) {
        body = new byte[bytes];
        for (int i = FILLING; i < secondNumber(bytes); i++) {
            body[i] = (byte) (i * 131 + 17); // as in the program in C
        }
    }

    /** Where the second number is. */
    static int secondNumber(int bytes) {
        return bytes - Long.BYTES;
    }

    /** The body of a message; overwritten by the next call, as a sender's array is. */
    public byte[] of(long number, long timeNs) {
        LONGS.set(body, 0, number);
        LONGS.set(body, TIME, timeNs);
        LONGS.set(body, secondNumber(body.length), number);
        return body;
    }

    /** The time in a body that came from somewhere. */
    public static long timeIn(byte[] body) {
        return (long) LONGS.get(body, TIME);
    }

    /** Copies the filling, and whatever is around it now, into a buffer from its position on. */
    public void copyTo(ByteBuffer target) {
        target.put(body);
    }

    /** Makes the message of a body that is already filled, inside a big-endian buffer. */
    public static void stamp(ByteBuffer target, int offset, int bytes, long number, long timeNs) {
        target.putLong(offset, number);
        target.putLong(offset + TIME, timeNs);
        target.putLong(offset + secondNumber(bytes), number);
    }
}
