package zlink.transport.tcp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which of a name's addresses an attempt starts with: the next after each attempt that led to nothing, and the
 * same again as long as it works.
 *
 * <p>From any thread. Only a hint, so races between attempts and forgetting it all at once are harmless.
 */
final class AddressOrder {

    private static final int MOST_NAMES = 1000;

    private final ConcurrentHashMap<String, Integer> firstByName = new ConcurrentHashMap<>();

    /** The addresses in the order of this attempt; a successful one must be {@linkplain #worked reported}. */
    List<InetAddress> next(String name, List<InetAddress> addresses) {
        if (addresses.size() < 2) {
            return addresses;
        }
        if (firstByName.size() >= MOST_NAMES) {
            firstByName.clear(); // bounds what a program with ever new names could make us keep
        }
        int after = firstByName.merge(name, 1, Integer::sum);
        List<InetAddress> ordered = new ArrayList<>(addresses);
        Collections.rotate(ordered, -Math.floorMod(after - 1, ordered.size()));
        return ordered;
    }

    /** The last attempt was successful: the next one starts where it did. */
    void worked(String name) {
        firstByName.computeIfPresent(name, (key, after) -> after - 1);
    }
}
