package zlink.api;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** zlink's own options, by name: each adds itself when its constant is made. */
final class KnownOptions {
    private static final ConcurrentSkipListMap<String, SocketOption<?>> BY_NAME = new ConcurrentSkipListMap<>();
    private static final int SUGGESTIONS = 3;

    private KnownOptions() {
    }

    static void add(SocketOption<?> option) {
        if (BY_NAME.putIfAbsent(option.name(), option) != null) {
            throw new IllegalStateException("two options are called " + option.name());
        }
    }

    static Collection<SocketOption<?>> all() {
        // An interface's constants are made when one of them is first read.
        QueueOptions.LINGER.name();
        ConnectionOptions.BACKLOG.name();
        IpcOptions.IPC_FILE_OWNER.name();
        PatternOptions.CONFLATE.name();
        TlsOptions.TLS_CONTEXT.name();
        WebSocketOptions.WS_ALLOWED_ORIGINS.name();
        return Collections.unmodifiableCollection(BY_NAME.values());
    }

    /** Finds an option by its own or its libzmq name; case, {@code -}, {@code .} and {@code _} do not matter. */
    static SocketOption<?> named(String name) {
        String wanted = plain(name);
        Optional<SocketOption<?>> found = all().stream()
                .filter(option -> plain(option.name()).equals(wanted)
                        || option.libzmqName().filter(libzmq -> plain(libzmq).equals(wanted)).isPresent())
                .findFirst();
        return found.orElseThrow(() -> new InvalidOptionException(name,
                "no such option; the nearest names are " + String.join(", ", nearest(wanted))));
    }

    private static List<String> nearest(String wanted) {
        return all().stream()
                .sorted(Comparator.comparingInt(option -> distance(option, wanted)))
                .limit(SUGGESTIONS)
                .map(option -> option.name())
                .toList();
    }

    private static int distance(SocketOption<?> option, String wanted) {
        int own = distance(plain(option.name()), wanted);
        return option.libzmqName().map(libzmq -> Math.min(own, distance(plain(libzmq), wanted))).orElse(own);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-._]", "");
    }

    /** The least number of characters to add, drop or change to turn one text into the other (Levenshtein). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
