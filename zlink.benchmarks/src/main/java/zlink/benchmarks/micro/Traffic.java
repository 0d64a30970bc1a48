package zlink.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Messages one behind the other in an array, each of which starts with one of so many topics, in no order. */
final class Traffic {
    static final int MESSAGE_BYTES = 64;

    private static final int MESSAGES = 1024;

    final byte[] array = new byte[MESSAGES * MESSAGE_BYTES];
    private final byte[][] others = new byte[MESSAGES][];
    private int next;

    /** Always the same for a number of topics. */
    Traffic(int topics) {
        SplittableRandom random = new SplittableRandom(topics);
        for (int i = 0; i < MESSAGES; i++) {
            int chosen = random.nextInt(topics);
            byte[] topic = topic(chosen);
            System.arraycopy(topic, 0, array, i * MESSAGE_BYTES, topic.length);
            others[i] = bytes(name(chosen) + i + '/');
        }
    }

    /** One of the topics, none of which is a prefix of another. */
    static byte[] topic(int number) {
        return bytes(name(number));
    }

    /** Where the next message starts. */
    int next() {
        next = next + 1 & MESSAGES - 1;
        return next * MESSAGE_BYTES;
    }

    /** A topic that is not one of those, below one of them. */
    byte[] nextOther() {
        next = next + 1 & MESSAGES - 1;
        return others[next];
    }

    private static String name(int number) {
        return "prices/" + number + '/';
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
