package zlink.benchmarks.measure;

import java.nio.ByteBuffer;
import java.util.Arrays;
import zlink.benchmarks.link.BodyReader;
import zlink.benchmarks.run.WrongMessageException;

/**
 * Holds every message received against the one that had to come next: its size and both numbers, and of some the whole
 * content.
 *
 * <p>All content of all messages would cost more than the transport of large ones, and measure the check. The program
 * in C checks the same.
 */
public final class Verifier implements BodyReader {
    /** Of so many messages one is looked at whole; a prime, so that no power of two of buffers hides behind it. */
    static final int SAMPLE = 61;

    private final int bytes;
    private final ByteBuffer filling;
    private final byte[] fillingBytes;
    private long next;
    private long timeNs;
    private int untilSample;

    /** Expects messages from number 0 on. */
    public Verifier(int bytes) {
        this.bytes = bytes;
        this.fillingBytes = new Payload(bytes).of(0, 0);
        this.filling = ByteBuffer.wrap(fillingBytes, Payload.FILLING,
                Payload.secondNumber(bytes) - Payload.FILLING).slice();
    }

    /** How many messages have been read. */
    public long received() {
        return next;
    }

    /** The time in the message read last. */
    long timeNs() {
        return timeNs;
    }

    @Override
    public void read(byte[] array, int size) {
        if (size != bytes) {
            throw wrongSize(size);
        }
        long number = (long) Payload.LONGS.get(array, 0);
        long again = (long) Payload.LONGS.get(array, Payload.secondNumber(bytes));
        if (number != next || again != next) {
            throw wrongNumber(number, again);
        }
        if (--untilSample < 0) {
            untilSample = SAMPLE - 1;
            int end = Payload.secondNumber(bytes);
            int wrong = Arrays.mismatch(array, Payload.FILLING, end, fillingBytes, Payload.FILLING, end);
            if (wrong >= 0) {
                throw corrupt(wrong);
            }
        }
        timeNs = (long) Payload.LONGS.get(array, Payload.TIME);
        next++;
    }

    @Override
    public void read(ByteBuffer buffer, int offset, int size) {
        if (size != bytes) {
            throw wrongSize(size);
        }
        long number = buffer.getLong(offset);
        long again = buffer.getLong(offset + Payload.secondNumber(bytes));
        if (number != next || again != next) {
            throw wrongNumber(number, again);
        }
        if (--untilSample < 0) {
            untilSample = SAMPLE - 1;
            int wrong = fillingMismatch(buffer, offset);
            if (wrong >= 0) {
                throw corrupt(wrong);
            }
        }
        timeNs = buffer.getLong(offset + Payload.TIME);
        next++;
    }

    /** By moving the buffer's limits and back: a slice would be an allocation of the benchmark's. */
    private int fillingMismatch(ByteBuffer buffer, int offset) {
        int position = buffer.position();
        int limit = buffer.limit();
        buffer.limit(offset + Payload.secondNumber(bytes)).position(offset + Payload.FILLING);
        int wrong = filling.mismatch(buffer);
        buffer.limit(limit).position(position);
        return wrong;
    }

    private WrongMessageException wrongSize(int size) {
        return new WrongMessageException("message " + next + " has " + size + " bytes instead of " + bytes);
    }

    private WrongMessageException wrongNumber(long number, long again) {
        if (number != again) {
            return new WrongMessageException("message " + next + " is corrupt: it begins with number " + number
                    + " and ends with number " + again);
        }
        return new WrongMessageException(number > next
                ? "message " + next + " is missing: number " + number + " came in its place"
                : "message " + number + " came again or late, in the place of number " + next);
    }

    private WrongMessageException corrupt(int wrong) {
        return new WrongMessageException("message " + next + " is corrupt at byte " + (Payload.FILLING + wrong));
    }
}
