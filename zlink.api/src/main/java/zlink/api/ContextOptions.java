package zlink.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import zlink.api.spi.Transport;

/**
 * The options of a context; immutable.
 *
 * <p>Every {@code with} makes a new object and checks the value at once.
 *
 * <p>Source: zmq_ctx_set(3). Of libzmq's options {@code ZMQ_BLOCKY} is
 * {@link #withSocketDefaults socketDefaults} with a {@link SocketOption#LINGER} of zero, and
 * {@code ZMQ_IPV6} the same with {@link SocketOption#IPV6}; thread priorities and affinities are
 * the thread factory's business.
 */
public final class ContextOptions {
    private static final ContextOptions DEFAULTS = new ContextOptions(new Values());
    private static final int MAX_IO_THREADS = 64; // SocketOption.AFFINITY has a bit for each

    private final Values values;

    private ContextOptions(Values values) {
        this.values = values;
    }

    /**
     * The options of which each has its default.
     *
     * @return always the same object
     */
    public static ContextOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The number of I/O threads.
     *
     * @return 0 to 64; default 1
     */
    public int ioThreads() {
        return values.ioThreads;
    }

    /**
     * These options with another number of I/O threads.
     *
     * <p>More than one help only with many busy connections. With none only {@code inproc} works.
     * Source: {@code ZMQ_IO_THREADS}.
     *
     * @param count 0 to 64
     * @return the new options
     * @throws InvalidOptionException if the number is out of range
     */
    public ContextOptions withIoThreads(int count) {
        if (count < 0 || count > MAX_IO_THREADS) {
            throw new InvalidOptionException("ioThreads", String.valueOf(count),
                    "0 (inproc only) to " + MAX_IO_THREADS);
        }
        Values changed = new Values(values);
        changed.ioThreads = count;
        return new ContextOptions(changed);
    }

    /**
     * The most sockets that may be open in the context at a time.
     *
     * @return at least 1; default 1023
     */
    public int maxSockets() {
        return values.maxSockets;
    }

    /**
     * These options with another largest number of sockets.
     *
     * <p>Opening one more throws {@link LimitExceededException}. Source: {@code ZMQ_MAX_SOCKETS}.
     *
     * @param count at least 1
     * @return the new options
     * @throws InvalidOptionException if the number is less than 1
     */
    public ContextOptions withMaxSockets(int count) {
        Values changed = new Values(values);
        changed.maxSockets = atLeastOne("maxSockets", count, "sockets");
        return new ContextOptions(changed);
    }

    /**
     * What the names of the context's threads begin with.
     *
     * @return not empty; default {@code zlink}
     */
    public String threadNamePrefix() {
        return values.threadNamePrefix;
    }

    /**
     * These options with another beginning of the threads' names.
     *
     * <p>The names go on with the context's number, which tells contexts of one program apart, and with the
     * thread's purpose and number: {@code zlink-1-io-0}. Source: {@code ZMQ_THREAD_NAME_PREFIX}.
     *
     * @param prefix not blank
     * @return the new options
     * @throws InvalidOptionException if the prefix is blank
     */
    public ContextOptions withThreadNamePrefix(String prefix) {
        if (prefix.isBlank()) {
            throw new InvalidOptionException("threadNamePrefix", "\"" + prefix + "\"", "a text that is not blank");
        }
        Values changed = new Values(values);
        changed.threadNamePrefix = prefix;
        return new ContextOptions(changed);
    }

    /**
     * What makes the context's threads.
     *
     * @return the factory, or empty if the context makes daemon threads itself, which is the default
     */
    public Optional<ThreadFactory> threadFactory() {
        return Optional.ofNullable(values.threadFactory);
    }

    /**
     * These options with a factory that makes the context's threads.
     *
     * <p>The context sets each thread's name and leaves everything else to the factory. The threads must
     * be platform threads.
     *
     * @param factory makes a new, unstarted thread at each call
     * @return the new options
     */
    public ContextOptions withThreadFactory(ThreadFactory factory) {
        Values changed = new Values(values);
        changed.threadFactory = Objects.requireNonNull(factory, "factory");
        return new ContextOptions(changed);
    }

    /**
     * The options that apply to every socket of the context unless the socket has its own.
     *
     * @return the options; default {@link SocketOptions#defaults()}
     */
    public SocketOptions socketDefaults() {
        return values.socketDefaults;
    }

    /**
     * These options with other options for every socket.
     *
     * <p>An option that does not apply to a socket's type is left out for that socket.
     *
     * @param options what sockets without own values get
     * @return the new options
     */
    public ContextOptions withSocketDefaults(SocketOptions options) {
        Values changed = new Values(values);
        changed.socketDefaults = Objects.requireNonNull(options, "options");
        return new ContextOptions(changed);
    }

    /**
     * The longest time {@link Context#close()} waits for messages already sent.
     *
     * @return at least zero; default 10 s
     */
    public Duration closeTimeout() {
        return values.closeTimeout;
    }

    /**
     * These options with another longest time for closing the context.
     *
     * <p>Each socket lingers for its own {@link SocketOption#LINGER}, but no longer than this, also if it is being
     * closed already. What then is left is as if its linger had passed: dropped, counted in
     * {@link SocketStatistics#messagesDropped}, and the events say so. {@link Context#close(Duration)} takes
     * the time it is given instead.
     *
     * @param timeout at least zero; {@link SocketOption#FOREVER} leaves it to the sockets' lingers
     * @return the new options
     * @throws InvalidOptionException if the time is negative
     */
    public ContextOptions withCloseTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new InvalidOptionException("closeTimeout", timeout.toString(), "zero or longer");
        }
        Values changed = new Values(values);
        changed.closeTimeout = timeout.compareTo(SocketOption.FOREVER) > 0 ? SocketOption.FOREVER : timeout;
        return new ContextOptions(changed);
    }

    /**
     * The most events that wait for one {@link MonitorListener}.
     *
     * @return at least 1; default 4096
     */
    public int monitorQueueLength() {
        return values.monitorQueueLength;
    }

    /**
     * These options with another length of the listeners' queues.
     *
     * <p>When a queue is full the oldest event is dropped and counted.
     *
     * @param events at least 1
     * @return the new options
     * @throws InvalidOptionException if the number is less than 1
     */
    public ContextOptions withMonitorQueueLength(int events) {
        Values changed = new Values(values);
        changed.monitorQueueLength = atLeastOne("monitorQueueLength", events, "events");
        return new ContextOptions(changed);
    }

    /**
     * The transports the context was given.
     *
     * @return in the order given; default empty
     */
    public List<Transport> transports() {
        return values.transports;
    }

    /**
     * These options with transports for the context beside those it finds.
     *
     * <p>Each is a {@code zlink.transport.spi.TransportProvider}; if one of the same class is also found, the one
     * given counts. Called again, adds to those given before. {@link Context#create} throws
     * {@link InvalidOptionException} for anything else, and {@link IllegalStateException} if two serve one scheme.
     *
     * @param more the transports to add
     * @return the new options
     */
    public ContextOptions withTransports(Transport... more) {
        Values changed = new Values(values);
        changed.transports = added(values.transports, List.of(more));
        return new ContextOptions(changed);
    }

    /**
     * The class loaders in which the context looks for transports.
     *
     * @return in the order given; default empty: only that of zlink itself
     */
    public List<ClassLoader> transportLoaders() {
        return values.transportLoaders;
    }

    /**
     * These options with one more class loader in which to look for transports.
     *
     * <p>Transports beside zlink on the module path or class path are found without. What the loader has to know is
     * the same {@code zlink.transport.spi} as the context's. A transport that cannot be loaded is logged and left
     * out.
     *
     * @param loader such as that of a program's plug-ins
     * @return the new options
     */
    public ContextOptions withTransportsFrom(ClassLoader loader) {
        Values changed = new Values(values);
        changed.transportLoaders = added(values.transportLoaders, List.of(Objects.requireNonNull(loader, "loader")));
        return new ContextOptions(changed);
    }

    /**
     * The module layers in which the context looks for transports.
     *
     * @return in the order given; default empty: only that of zlink itself
     */
    public List<ModuleLayer> transportLayers() {
        return values.transportLayers;
    }

    /**
     * These options with one more module layer in which, and in whose parents, to look for transports.
     *
     * <p>Its modules have to read the same {@code zlink.transport} as the context's. A transport that cannot be
     * loaded is logged and left out.
     *
     * @param layer such as that of a program's plug-ins
     * @return the new options
     */
    public ContextOptions withTransportsFrom(ModuleLayer layer) {
        Values changed = new Values(values);
        changed.transportLayers = added(values.transportLayers, List.of(Objects.requireNonNull(layer, "layer")));
        return new ContextOptions(changed);
    }

    private static <T> List<T> added(List<T> given, List<T> more) {
        List<T> all = new ArrayList<>(given);
        all.addAll(more);
        return List.copyOf(all);
    }

    private static int atLeastOne(String option, int value, String unit) {
        if (value < 1) {
            throw new InvalidOptionException(option, String.valueOf(value), "1 to " + Integer.MAX_VALUE + " " + unit);
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContextOptions options && values.sameAs(options.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values.ioThreads, values.maxSockets, values.threadNamePrefix, values.socketDefaults);
    }

    @Override
    public String toString() {
        return "ContextOptions[ioThreads=" + values.ioThreads + ", maxSockets=" + values.maxSockets
                + ", threadNamePrefix=" + values.threadNamePrefix + ", threadFactory="
                + (values.threadFactory == null ? "default" : values.threadFactory)
                + ", closeTimeout=" + values.closeTimeout + ", monitorQueueLength=" + values.monitorQueueLength
                + ", transports=" + values.transports.stream().map(Transport::getClass).map(Class::getName).toList()
                + ", transportLoaders=" + values.transportLoaders + ", transportLayers=" + values.transportLayers
                + ", socketDefaults=" + values.socketDefaults + "]";
    }

    /** The values; changed only before the options that hold them are made. */
    private static final class Values {
        private int ioThreads = 1;
        private int maxSockets = 1023;
        private String threadNamePrefix = "zlink";
        private ThreadFactory threadFactory;
        private SocketOptions socketDefaults = SocketOptions.defaults();
        private Duration closeTimeout = Duration.ofSeconds(10);
        private int monitorQueueLength = 4096;
        private List<Transport> transports = List.of();
        private List<ClassLoader> transportLoaders = List.of();
        private List<ModuleLayer> transportLayers = List.of();

        private Values() {
        }

        private Values(Values other) {
            ioThreads = other.ioThreads;
            maxSockets = other.maxSockets;
            threadNamePrefix = other.threadNamePrefix;
            threadFactory = other.threadFactory;
            socketDefaults = other.socketDefaults;
            closeTimeout = other.closeTimeout;
            monitorQueueLength = other.monitorQueueLength;
            transports = other.transports;
            transportLoaders = other.transportLoaders;
            transportLayers = other.transportLayers;
        }

        private boolean sameAs(Values other) {
            return ioThreads == other.ioThreads && maxSockets == other.maxSockets
                    && threadNamePrefix.equals(other.threadNamePrefix)
                    && Objects.equals(threadFactory, other.threadFactory)
                    && socketDefaults.equals(other.socketDefaults) && closeTimeout.equals(other.closeTimeout)
                    && monitorQueueLength == other.monitorQueueLength && transports.equals(other.transports)
                    && transportLoaders.equals(other.transportLoaders)
                    && transportLayers.equals(other.transportLayers);
        }
    }
}
