package zlink.benchmarks.run;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Holds every message received against the one that had to come next: number, size and each byte. */
public final class Checker {
    private final int bytes;
    private final Bodies bodies;
    private long next;

    /**
     * Expects messages from number 0 on.
     *
     * @param bytes the size of each
     */
    public Checker(int bytes) {
        this.bytes = bytes;
        this.bodies = new Bodies(bytes);
    }

    /**
     * Checks a message.
     *
     * @param received begins with the message; has an array and starts with it
     * @param size the message's size in bytes
     * @throws WrongMessageException if it is not the next one; says what it is instead
     */
    public void check(ByteBuffer received, int size) {
        byte[] expected = bodies.of(next);
        byte[] found = received.array();
        int difference = Arrays.mismatch(expected, 0, bytes, found, 0, size);
        if (difference >= 0) {
            throw new WrongMessageException(diagnosis(found, size, difference));
        }
        next++;
    }

    /**
     * Checks that nothing followed the last message.
     *
     * @param size the size of what was received after it, or -1
     * @throws WrongMessageException if something was
     */
    public void checkNothing(int size) {
        if (size >= 0) {
            throw new WrongMessageException("a message of " + size + " bytes after the last one, number " + (next - 1));
        }
    }

    private String diagnosis(byte[] found, int size, int difference) {
        if (size != bytes) {
            return "message " + next + " has " + size + " bytes instead of " + bytes;
        }
        long number = Bodies.sequenceOf(found);
        boolean whole = number >= 0 && Arrays.equals(bodies.of(number), 0, bytes, found, 0, bytes);
        if (!whole) {
            return "message " + next + " is corrupt from byte " + difference + " of " + bytes + " on";
        }
        return number > next
                ? "message " + next + " is missing: number " + number + " came in its place"
                : "message " + number + " came again or late, in the place of number " + next;
    }
}
