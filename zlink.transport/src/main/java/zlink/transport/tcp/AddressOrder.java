package zlink.transport.tcp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which of a name's addresses an attempt to connect begins with: the next one after each attempt that led to
 * nothing, and the same again as long as it works.
 *
 * <p>From any thread. Only a hint, so attempts that race and forgetting everything at once are harmless.
 */
final class AddressOrder {

    /** Bounds what a program with ever new names could make us keep. */
    static final int MOST_NAMES = 1000;

    private final ConcurrentHashMap<String, Integer> nextByName = new ConcurrentHashMap<>();

    /**
     * Begins an attempt.
     *
     * @return how many addresses to skip; grows with each call until one is said to have {@linkplain #worked worked}
     */
    int begin(String name) {
        if (nextByName.size() >= MOST_NAMES) {
            nextByName.clear();
        }
        return nextByName.merge(name, 1, (next, one) -> (next + one) & Integer.MAX_VALUE) - 1;
    }

    /** Says that the attempt that skipped so many addresses got through, so that the next one begins there too. */
    void worked(String name, int skipped) {
        nextByName.put(name, skipped);
    }

    /** The elements from some index on, then those before it; the index may be any number from 0 on. */
    static <T> List<T> from(int skipped, List<T> elements) {
        List<T> ordered = new ArrayList<>(elements);
        Collections.rotate(ordered, -(skipped % Math.max(1, ordered.size())));
        return ordered;
    }
}
