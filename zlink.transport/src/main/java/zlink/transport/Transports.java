package zlink.transport;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.transport.spi.TransportProvider;

/** The schemes one context can speak; immutable, for any thread. */
public final class Transports {

    private static final System.Logger LOGGER = System.getLogger(Transports.class.getName());

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
        // Our own loader: a thread's context loader is wrong or missing in pools, and the boot layer is empty
        // for programs on the class path.
        ServiceLoader<TransportProvider> providers =
                ServiceLoader.load(TransportProvider.class, Transports.class.getClassLoader());
        Transports installed = loaded(providers.iterator());
        for (String failure : installed.failures) {
            LOGGER.log(Level.WARNING, "a transport is left out: {0}", failure);
        }
        return installed;
    }

    /**
     * Exactly these, without a service loader.
     *
     * @throws IllegalStateException if two of them serve the same scheme
     */
    public static Transports of(TransportProvider... providers) {
        return loaded(Arrays.asList(providers).iterator());
    }

    /** Takes what the iterator yields, and its failures to yield one as a reason for what is missing. */
    static Transports loaded(Iterator<TransportProvider> providers) {
        TreeMap<String, TransportProvider> byScheme = new TreeMap<>();
        Set<String> failures = new LinkedHashSet<>();
        boolean more = true;
        while (more) {
            try {
                more = providers.hasNext();
                if (more) {
                    register(byScheme, providers.next());
                }
            } catch (ServiceConfigurationError | LinkageError unusable) {
                // The service loader goes on with the next provider, and so must we. It does not promise that
                // failures end: a file that cannot be read fails for ever, and with the same words.
                more = failures.add(reason(unusable));
            }
        }
        return new Transports(byScheme, Set.of(), List.copyOf(failures));
    }

    private static void register(TreeMap<String, TransportProvider> byScheme, TransportProvider provider) {
        String scheme = schemeOf(provider);
        TransportProvider first = byScheme.putIfAbsent(scheme, provider);
        if (first != null) {
            throw new IllegalStateException("two transports for " + scheme + "://: "
                    + first.getClass().getName() + " and " + provider.getClass().getName());
        }
    }

    private static String schemeOf(TransportProvider provider) {
        try {
            return Objects.requireNonNull(provider.scheme(), "scheme");
        } catch (RuntimeException unusable) {
            throw new ServiceConfigurationError(provider.getClass().getName() + " tells no scheme", unusable);
        }
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
