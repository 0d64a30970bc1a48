package zlink.benchmarks.stress;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import zlink.benchmarks.run.RunFailedException;
import zlink.benchmarks.run.WrongMessageException;

/**
 * Whether what several senders sent, each numbering its messages from 0, came once, whole and, for each receiver, in
 * the order of each sender. Any thread, each with a {@link Desk} of its own.
 */
final class Tally {
    private static final int HEAD = Integer.BYTES + Integer.BYTES;

    private final int senders;
    private final int each;
    private final int bytes;
    private final AtomicIntegerArray times; // how often each message came
    private final AtomicLong received = new AtomicLong();

    /**
     * Expects messages.
     *
     * @param each how many of each sender
     * @param bytes of each message, at least 8
     */
    Tally(int senders, int each, int bytes) {
        if (bytes < HEAD) {
            throw new IllegalArgumentException(bytes + " bytes have no room for a sender and a number: " + HEAD);
        }
        this.senders = senders;
        this.each = each;
        this.bytes = bytes;
        this.times = new AtomicIntegerArray(senders * each);
    }

    /** Makes the body of a message. */
    byte[] body(int sender, int number) {
        byte[] body = new byte[bytes];
        ByteBuffer.wrap(body).putInt(sender).putInt(number);
        for (int i = HEAD; i < bytes; i++) {
            body[i] = filling(sender, number, i);
        }
        return body;
    }

    private static byte filling(int sender, int number, int at) {
        return (byte) (sender * 31 + number * 7 + at + (at >> 8));
    }

    /** How many have come, of all senders. */
    long received() {
        return received.get();
    }

    long expected() {
        return (long) senders * each;
    }

    /** Whether as many have come as were sent. */
    boolean isComplete() {
        return received.get() >= expected();
    }

    /** Where one receiver hands in what it receives. */
    Desk desk() {
        return new Desk();
    }

    /**
     * Nothing more will come.
     *
     * @throws RunFailedException naming the first message that is missing
     */
    void judge() throws RunFailedException {
        for (int i = 0; i < times.length(); i++) {
            if (times.get(i) != 1) {
                throw new RunFailedException("message " + i % each + " of sender " + i / each + " came " + times.get(i)
                        + " times");
            }
        }
    }

    /** What one receiver has seen. For one thread. */
    final class Desk {
        private final int[] last = new int[senders];

        private Desk() {
            Arrays.fill(last, -1);
        }

        /**
         * A message came.
         *
         * @param message holds it from 0 to its position
         * @throws WrongMessageException if it is not one that was sent, came before, or is late
         */
        void take(ByteBuffer message) {
            int size = message.position();
            if (size != bytes) {
                throw new WrongMessageException("a message of " + size + " bytes instead of " + bytes);
            }
            int sender = message.getInt(0);
            int number = message.getInt(Integer.BYTES);
            if (sender < 0 || sender >= senders || number < 0 || number >= each) {
                throw new WrongMessageException("message " + number + " of sender " + sender + ", which nobody sent");
            }
            for (int i = HEAD; i < bytes; i++) {
                if (message.get(i) != filling(sender, number, i)) {
                    throw new WrongMessageException("message " + number + " of sender " + sender
                            + " is corrupt from byte " + i + " of " + bytes + " on");
                }
            }
            if (number <= last[sender]) {
                throw new WrongMessageException("message " + number + " of sender " + sender + " came after number "
                        + last[sender]);
            }
            last[sender] = number;
            int before = times.getAndIncrement(sender * each + number);
            if (before > 0) {
                throw new WrongMessageException("message " + number + " of sender " + sender + " came again");
            }
            received.incrementAndGet();
        }
    }
}
