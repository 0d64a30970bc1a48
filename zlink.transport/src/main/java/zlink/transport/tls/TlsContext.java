package zlink.transport.tls;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;

/**
 * The JDK's context for one configuration, with the sessions that connections can resume; made anew when its files
 * change. For any thread.
 */
final class TlsContext {

    private static final System.Logger LOGGER = System.getLogger(TlsContext.class.getName());

    /** Configurations whose contexts are kept for the next attempt to connect; the one not used for longest goes. */
    private static final int MOST_KEPT = 100;

    private static final ReentrantLock KEEPING = new ReentrantLock();
    private static final Map<TlsFiles, TlsContext> KEPT = new LinkedHashMap<>(16, 0.75f, true); // guarded by KEEPING

    private final TlsFiles files;
    private final Consumer<String> warnings;
    private final ReentrantLock loading = new ReentrantLock();

    // Replaced under the lock; read by any thread.
    private volatile Version version;

    /** A context, and the files as they were before the last look into them. */
    private record Version(SSLContext context, List<TlsFiles.Stamp> stamps) { }

    private TlsContext(TlsFiles files, Version version, Consumer<String> warnings) {
        this.files = files;
        this.warnings = warnings;
        this.version = version;
    }

    /**
     * Reads the files, however well another context may know them.
     *
     * @throws IOException naming what is wrong with the options or their files
     */
    static TlsContext fresh(SocketOptions options) throws IOException {
        return fresh(options, warning -> LOGGER.log(Level.WARNING, warning));
    }

    /** As above. @param warnings is told of files that have become wrong */
    static TlsContext fresh(SocketOptions options, Consumer<String> warnings) throws IOException {
        TlsFiles files = TlsFiles.of(options);
        if (options.find(SocketOption.TLS_CONTEXT).isPresent()) {
            return given(options.find(SocketOption.TLS_CONTEXT).get(), files);
        }
        return new TlsContext(files, loaded(files), warnings);
    }

    /**
     * The one that was made for the same files before, so that sessions can be resumed.
     *
     * @throws IOException naming what is wrong with the options or their files, if it is the first for these
     */
    static TlsContext kept(SocketOptions options) throws IOException {
        if (options.find(SocketOption.TLS_CONTEXT).isPresent()) {
            return fresh(options);
        }
        TlsFiles files = TlsFiles.of(options);
        KEEPING.lock();
        try {
            TlsContext known = KEPT.get(files);
            if (known != null) {
                return known;
            }
        } finally {
            KEEPING.unlock();
        }
        TlsContext made = fresh(options); // outside the lock: it reads files
        KEEPING.lock();
        try {
            TlsContext first = KEPT.putIfAbsent(files, made);
            if (KEPT.size() > MOST_KEPT) {
                KEPT.remove(KEPT.keySet().iterator().next());
            }
            return first == null ? made : first;
        } finally {
            KEEPING.unlock();
        }
    }

    private static TlsContext given(SSLContext context, TlsFiles files) throws IOException {
        if (!files.isEmpty()) {
            throw new IOException("TLS_CONTEXT is set, which has its own keys and authorities: no file or password may"
                    + " be set beside it");
        }
        return new TlsContext(files, new Version(context, List.of()), warning -> { });
    }

    private static Version loaded(TlsFiles files) throws IOException {
        List<TlsFiles.Stamp> before = files.stamps(); // so that a change while we read is seen next time
        return new Version(files.load(), before);
    }

    /** The context for the next connection: what the files say now, or said when they last were right. */
    SSLContext current() {
        Version known = version;
        List<TlsFiles.Stamp> now = files.stamps();
        if (now.equals(known.stamps()) || !loading.tryLock()) {
            return known.context();
        }
        try {
            if (version == known) {
                version = reloaded(known, now);
            }
            return version.context();
        } finally {
            loading.unlock();
        }
    }

    private Version reloaded(Version known, List<TlsFiles.Stamp> now) {
        try {
            return loaded(files);
        } catch (IOException wrong) {
            warnings.accept("changed TLS files are wrong, the last good ones count: " + wrong.getMessage());
            return new Version(known.context(), now); // until they change again
        }
    }
}
