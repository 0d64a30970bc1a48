package zlink.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Valid conversations with faults in them: as many and as different as wanted, always the same for one seed. */
final class Mutations {
    private static final int MOST_BYTES = 80_000;
    private static final int[] BYTES = {0, 1, 2, 4, 5, 0x7F, 0x80, 0x81, 0xFE, 0xFF, '\r', '\n', ' ', ':'};
    private static final long[] NUMBERS = {0, 1, -1, 255, 256, 65_535, 65_536, 1L << 31, (1L << 31) - 1, 1L << 32,
        Long.MIN_VALUE, Long.MAX_VALUE, 64 << 20, (64 << 20) + 1};

    private final SplittableRandom die;
    private final List<byte[]> corpus;

    Mutations(List<byte[]> corpus, long seed) {
        this.corpus = corpus;
        this.die = new SplittableRandom(seed);
    }

    /** Another input. */
    byte[] next() {
        byte[] input = any().clone();
        for (int i = die.nextInt(6); i >= 0; i--) {
            input = mutated(input);
        }
        return input.length <= MOST_BYTES ? input : Arrays.copyOf(input, MOST_BYTES);
    }

    private byte[] any() {
        return corpus.get(die.nextInt(corpus.size()));
    }

    private byte[] mutated(byte[] input) {
        int at = die.nextInt(input.length + 1);
        int end = at + die.nextInt(Math.min(input.length - at, 40) + 1);
        byte[] before = Arrays.copyOf(input, at);
        byte[] range = Arrays.copyOfRange(input, at, end);
        byte[] rest = Arrays.copyOfRange(input, end, input.length);
        switch (die.nextInt(9)) {
            case 0 -> {
                if (at < input.length) {
                    input[at] ^= (byte) (1 << die.nextInt(8));
                }
                return input;
            }
            case 1 -> {
                if (at < input.length) {
                    input[at] = (byte) BYTES[die.nextInt(BYTES.length)];
                }
                return input;
            }
            case 2 -> {
                return Bytes.join(before, number(), Arrays.copyOfRange(input, Math.min(at + 8, input.length),
                        input.length));
            }
            case 3 -> {
                return Bytes.join(before, number(), range, rest);
            }
            case 4 -> {
                return Bytes.join(before, rest);
            }
            case 5 -> {
                return Bytes.join(before, range, range, rest);
            }
            case 6 -> {
                return before;
            }
            case 7 -> {
                return Bytes.join(before, Bytes.from(any(), die.nextInt(20)));
            }
            default -> {
                die.nextBytes(range);
                return Bytes.join(before, range, rest);
            }
        }
    }

    private byte[] number() {
        byte[] bytes = ByteBuffer.allocate(8).putLong(NUMBERS[die.nextInt(NUMBERS.length)]).array();
        return Bytes.from(bytes, 8 - (1 << die.nextInt(4)));
    }
}
