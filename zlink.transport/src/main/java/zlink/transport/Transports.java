package zlink.transport;

import java.lang.System.Logger.Level;
import java.security.CodeSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.api.InvalidOptionException;
import zlink.api.spi.Transport;
import zlink.transport.spi.TransportProvider;

/** The schemes one context can speak; immutable, for any thread. */
public final class Transports {

    private static final System.Logger LOGGER = System.getLogger(Transports.class.getName());

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*"); // RFC 3986, 3.1

    private final TreeMap<String, TransportProvider> byScheme; // never changed after construction
    private final Set<String> reserved;
    private final List<String> failures;

    private Transports(TreeMap<String, TransportProvider> byScheme, Set<String> reserved, List<String> failures) {
        this.byScheme = byScheme;
        this.reserved = reserved;
        this.failures = failures;
    }

    /**
     * Everything installed next to us, on the module path or the class path.
     *
     * <p>A provider that cannot be loaded is logged and left out; errors about unknown schemes mention it.
     *
     * @throws IllegalStateException if two providers serve the same scheme
     */
    public static Transports installed() {
        return found(ContextOptions.defaults());
    }

    /**
     * What the options hand over, what is found in the places they name, and what is installed next to us.
     *
     * <p>A class counts once, wherever it is found: a loader and its children, or a layer and its parents, show the
     * same. A provider that cannot be loaded is logged and left out; errors about unknown schemes mention it.
     *
     * @throws InvalidOptionException if something handed over is no provider
     * @throws IllegalStateException if two providers serve the same scheme
     */
    public static Transports found(ContextOptions options) {
        Collector collector = new Collector();
        options.transports().forEach(given -> collector.take(provider(given)));
        for (ModuleLayer layer : options.transportLayers()) {
            collector.find(ServiceLoader.load(layer, TransportProvider.class).iterator());
        }
        for (ClassLoader loader : options.transportLoaders()) {
            collector.find(ServiceLoader.load(TransportProvider.class, loader).iterator());
        }
        // Our own loader: a thread's context loader is wrong or missing in pools, and the boot layer is empty
        // for programs on the class path.
        collector.find(ServiceLoader.load(TransportProvider.class, Transports.class.getClassLoader()).iterator());
        Transports found = collector.collected();
        for (String failure : found.failures) {
            LOGGER.log(Level.WARNING, "a transport is left out: {0}", failure);
        }
        return found;
    }

    private static TransportProvider provider(Transport given) {
        if (given instanceof TransportProvider provider) {
            return provider;
        }
        throw new InvalidOptionException("transports", given.getClass().getName(),
                "what implements " + TransportProvider.class.getName());
    }

    /**
     * Exactly these, without a service loader.
     *
     * @throws IllegalStateException if two of them serve the same scheme
     */
    public static Transports of(TransportProvider... providers) {
        Collector collector = new Collector();
        for (TransportProvider provider : providers) {
            collector.take(provider);
        }
        return collector.collected();
    }

    /** Takes what the iterator yields, and its failures to yield one as a reason for what is missing. */
    static Transports loaded(Iterator<TransportProvider> providers) {
        Collector collector = new Collector();
        collector.find(providers);
        return collector.collected();
    }

    /** Gathers providers from several places; for one thread. */
    private static final class Collector {
        private final TreeMap<String, TransportProvider> byScheme = new TreeMap<>();
        private final Set<String> failures = new LinkedHashSet<>();

        /** Adds one that somebody has named. */
        void take(TransportProvider provider) {
            String scheme;
            try {
                scheme = schemeOf(provider);
            } catch (ServiceConfigurationError unusable) {
                throw new InvalidOptionException("transports", reason(unusable));
            }
            TransportProvider first = byScheme.putIfAbsent(scheme, provider);
            if (first != null) {
                throw two(scheme, first, provider);
            }
        }

        /** Adds what is found, unless the same class was there before. */
        void find(Iterator<TransportProvider> providers) {
            Set<String> here = new HashSet<>();
            boolean more = true;
            while (more) {
                try {
                    more = providers.hasNext();
                    if (more) {
                        register(providers.next());
                    }
                } catch (ServiceConfigurationError | LinkageError unusable) {
                    // The service loader goes on with the next provider, and so must we. It does not promise that
                    // failures end: a file that cannot be read fails for ever, and with the same words.
                    String reason = reason(unusable);
                    more = here.add(reason);
                    failures.add(reason);
                }
            }
        }

        private void register(TransportProvider provider) {
            String scheme = schemeOf(provider);
            TransportProvider first = byScheme.putIfAbsent(scheme, provider);
            if (first != null && first.getClass() != provider.getClass()) {
                throw two(scheme, first, provider);
            }
        }

        Transports collected() {
            return new Transports(byScheme, Set.of(), List.copyOf(failures));
        }
    }

    private static String schemeOf(TransportProvider provider) {
        String name = provider.getClass().getName();
        String scheme;
        try {
            scheme = Objects.requireNonNull(provider.scheme(), "scheme");
        } catch (RuntimeException unusable) {
            throw new ServiceConfigurationError(name + " tells no scheme", unusable);
        }
        if (!SCHEME.matcher(scheme).matches()) {
            throw new ServiceConfigurationError(name + " tells \"" + scheme + "\", which no endpoint can begin with:"
                    + " a scheme is lower case letters, digits, +, - and dots, a letter first");
        }
        return scheme;
    }

    private static IllegalStateException two(String scheme, TransportProvider first, TransportProvider second) {
        return new IllegalStateException(
                "two transports for " + scheme + "://: " + described(first) + " and " + described(second));
    }

    /** The class and where it comes from: two of the same name can be there in two versions. */
    private static String described(TransportProvider provider) {
        Class<?> type = provider.getClass();
        if (type.getModule().isNamed()) {
            return type.getName() + " of module " + type.getModule().getName();
        }
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return type.getName() + (source == null ? "" : " of " + source.getLocation());
    }

    private static String reason(Throwable unusable) {
        Throwable root = unusable;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return unusable.getMessage() + (root == unusable ? "" : " (" + root + ")");
    }

    /**
     * The same transports beside schemes that are no byte streams and that the caller serves itself, such as
     * {@code inproc}. They are {@link #schemes known} and named in errors, but have no provider.
     *
     * @throws IllegalStateException if a provider serves one of them
     */
    public Transports reserving(String... schemes) {
        Set<String> all = new TreeSet<>(reserved);
        for (String scheme : schemes) {
            TransportProvider taken = byScheme.get(scheme);
            if (taken != null) {
                throw new IllegalStateException(
                        scheme + ":// is not a transport's to serve: " + taken.getClass().getName());
            }
            all.add(scheme);
        }
        return new Transports(byScheme, Collections.unmodifiableSet(all), failures);
    }

    /** Every scheme that can be used, in alphabetical order. */
    public Set<String> schemes() {
        Set<String> known = new TreeSet<>(byScheme.keySet());
        known.addAll(reserved);
        return Collections.unmodifiableSet(known);
    }

    /** Whether the scheme has been {@linkplain #reserving reserved}. */
    public boolean isReserved(String scheme) {
        return reserved.contains(scheme);
    }

    /**
     * The provider of the endpoint's scheme, which must not be {@linkplain #isReserved reserved}.
     *
     * @throws InvalidEndpointException if there is none, naming the known schemes and what could not be loaded
     */
    public TransportProvider serving(Endpoint endpoint) {
        TransportProvider provider = byScheme.get(endpoint.scheme());
        if (provider != null) {
            return provider;
        }
        if (isReserved(endpoint.scheme())) {
            throw new IllegalStateException(endpoint.scheme() + ":// is served without a transport");
        }
        throw unknown(endpoint);
    }

    private InvalidEndpointException unknown(Endpoint endpoint) {
        String message = "no transport for " + endpoint.scheme() + "://, known: " + schemes();
        return new InvalidEndpointException(
                failures.isEmpty() ? message : message + "; not loaded: " + String.join("; ", failures));
    }
}
