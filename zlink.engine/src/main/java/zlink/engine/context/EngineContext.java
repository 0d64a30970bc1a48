package zlink.engine.context;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import zlink.api.ClosedException;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.EndpointUnavailableException;
import zlink.api.InvalidOptionException;
import zlink.api.LimitExceededException;
import zlink.engine.inproc.InprocRegistry;
import zlink.engine.loop.IoLoop;
import zlink.engine.monitor.EventExecutor;
import zlink.engine.monitor.FlightRecorder;
import zlink.engine.queue.ChunkPool;
import zlink.engine.sync.Timeout;
import zlink.transport.Transports;

/** What the sockets of one context share. */
public final class EngineContext {
    private static final AtomicInteger CONTEXTS = new AtomicInteger();

    /** How long memory that queues needed is kept for them. */
    private static final long SPARES_KEPT_NS = 1_000_000_000L;

    private final ContextOptions options;
    private final Transports transports;
    private final ChunkPool chunks = new ChunkPool(this::trimSoon);
    private final InprocRegistry inproc = new InprocRegistry();
    private final IoLoop[] loops;
    private final EventExecutor events;
    private final EventExecutor resolver;
    private final ThreadFactory threads;
    private final String namePrefix; // of threads
    private final AtomicInteger proxies = new AtomicInteger();
    private final Set<ContextMember> members = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sockets = new AtomicInteger();
    private final AtomicLong connectionIds = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** A context whose loops run; it speaks every transport that is installed or that the options add, and inproc. */
    public EngineContext(ContextOptions options) {
        this(options, Transports.found(options));
    }

    /** A context whose loops run; it speaks the given transports and inproc. */
    public EngineContext(ContextOptions options, Transports transports) {
        this.options = options;
        this.transports = transports.reserving("inproc");
        this.namePrefix = options.threadNamePrefix() + "-" + CONTEXTS.incrementAndGet();
        this.threads = options.threadFactory().map(EngineContext::checked).orElse(EngineContext::daemon);
        this.events = new EventExecutor(threads, namePrefix + "-events");
        this.resolver = new EventExecutor(threads, namePrefix + "-resolver");
        this.loops = open(options.ioThreads(), namePrefix, threads);
        for (IoLoop loop : loops) {
            loop.start();
        }
    }

    private static IoLoop[] open(int count, String namePrefix, ThreadFactory threads) {
        IoLoop[] loops = new IoLoop[count];
        int opened = 0;
        try {
            for (; opened < count; opened++) {
                loops[opened] = new IoLoop(namePrefix + "-io-" + opened, threads, FlightRecorder::loopStalled);
            }
            return loops;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector for an I/O loop", e);
        } finally {
            for (int i = 0; i < opened && opened < count; i++) {
                loops[i].abandon();
            }
        }
    }

    private static ThreadFactory checked(ThreadFactory factory) {
        return work -> {
            Thread made = factory.newThread(work);
            if (made == null) {
                throw new InvalidOptionException("threadFactory",
                        factory + " returned null; it has to make a new thread at each call");
            }
            return made;
        };
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    /** What it was created with. */
    public ContextOptions options() {
        return options;
    }

    /** The byte transports it speaks. */
    public Transports transports() {
        return transports;
    }

    /** Memory for queues. */
    public ChunkPool chunks() {
        return chunks;
    }

    /** Without loops, whose sockets are all inproc, spares stay until the context is gone. */
    private void trimSoon() {
        if (loops.length > 0) {
            IoLoop loop = loops[0];
            loop.submit(() -> trimLater(loop));
        }
    }

    private void trimLater(IoLoop loop) {
        loop.timers().at(loop.nanoTime() + SPARES_KEPT_NS, () -> {
            if (chunks.trim()) {
                trimLater(loop);
            }
        });
    }

    /** Names of inproc endpoints. */
    public InprocRegistry inproc() {
        return inproc;
    }

    /** Where users' listeners and continuations run. */
    public Executor events() {
        return events;
    }

    /** Where names are resolved. */
    public Executor resolver() {
        return resolver;
    }

    /** Makes threads for proxies, and names them. */
    public Thread newProxyThread(Runnable work) {
        Thread thread = threads.newThread(work);
        thread.setName(namePrefix + "-proxy-" + proxies.getAndIncrement());
        return thread;
    }

    /** A connection number never used before in this context. */
    public long nextConnectionId() {
        return connectionIds.incrementAndGet();
    }

    /**
     * The loop with the fewest connections among those allowed.
     *
     * @param affinity bit i allows loop i; 0 allows all
     */
    public IoLoop loop(long affinity) {
        IoLoop best = null;
        for (int i = 0; i < loops.length; i++) {
            boolean allowed = affinity == 0 || i < Long.SIZE && (affinity >>> i & 1) != 0;
            if (allowed && (best == null || loops[i].sources() < best.sources())) {
                best = loops[i];
            }
        }
        return best == null ? loops[0] : best;
    }

    /** Throws if there is no loop to serve an endpoint. */
    public void requireLoops(Endpoint endpoint) {
        if (loops.length == 0) {
            throw new EndpointUnavailableException(endpoint,
                    "a context with 0 I/O threads speaks inproc only: see ContextOptions.withIoThreads");
        }
    }

    // ---- members ----------------------------------------------------------------------------------------------------

    /**
     * A socket has been opened.
     *
     * @throws ClosedException if the context is closed
     * @throws LimitExceededException if there are too many
     */
    public void opened(ContextMember member) {
        if (sockets.incrementAndGet() > options.maxSockets()) {
            sockets.decrementAndGet();
            throw new LimitExceededException("limit of " + options.maxSockets()
                    + " open sockets reached: see ContextOptions.withMaxSockets");
        }
        members.add(member);
        if (closed.get()) {
            closed(member);
            throw new ClosedException("context is closed");
        }
    }

    /** A socket is closed. */
    public void closed(ContextMember member) {
        if (members.remove(member)) {
            sockets.decrementAndGet();
        }
    }

    /** Throws if close has been called. */
    public void ensureOpen() {
        if (closed.get()) {
            throw new ClosedException("context is closed");
        }
    }

    /** Whether close has been called. */
    public boolean isClosed() {
        return closed.get();
    }

    /**
     * Closes all sockets at once, each with its own linger within the context's time for closing, or with the given
     * one if that is not null, and then the loops. What others are closing already is held to the same time. Whoever
     * comes second waits for the sockets too; a time of his own holds for those who came before.
     */
    public void close(Duration lingerOrNull) {
        long limitNs = Timeout.nanos(lingerOrNull == null ? options.closeTimeout() : lingerOrNull);
        boolean first = closed.compareAndSet(false, true);
        for (ContextMember member : members) {
            member.startClosing(lingerOrNull == null ? member.ownLingerNs() : limitNs);
        }
        if (first || lingerOrNull != null) {
            for (ContextMember member : members) {
                member.closeWithin(limitNs);
            }
        }
        inproc.closeWaiting();
        for (ContextMember member : members) {
            member.finishClosing();
        }
        if (first) {
            end();
        }
    }

    private void end() {
        for (IoLoop loop : loops) {
            loop.stop();
        }
        for (IoLoop loop : loops) {
            loop.join();
        }
        resolver.close();
        events.close();
        chunks.close();
    }

    @Override
    public String toString() {
        return namePrefix + (closed.get() ? " (closed)" : " with " + sockets.get() + " sockets");
    }
}
