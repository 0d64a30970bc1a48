package zlink.fuzz;

import java.util.SplittableRandom;

/** In which pieces a stream comes. */
final class Pieces {
    private static final int MOST_SINGLE_BYTES = 4096;

    private final SplittableRandom die; // null: see most
    private final int most;

    private Pieces(SplittableRandom die, int most) {
        this.die = die;
        this.most = most;
    }

    /** All at once. */
    static Pieces whole() {
        return new Pieces(null, Integer.MAX_VALUE);
    }

    /** Byte by byte; long streams in pieces that are still small. */
    static Pieces tiny(int streamBytes) {
        return new Pieces(null, streamBytes <= MOST_SINGLE_BYTES ? 1 : 1009);
    }

    /** Some of one byte, some of a few, some of many. */
    static Pieces random(long seed) {
        return new Pieces(new SplittableRandom(seed), 0);
    }

    /** How many bytes come next, at least one. */
    int next() {
        if (die == null) {
            return most;
        }
        return switch (die.nextInt(4)) {
            case 0 -> 1;
            case 1 -> 1 + die.nextInt(9);
            case 2 -> 1 + die.nextInt(200);
            default -> 1 + die.nextInt(20_000);
        };
    }
}
