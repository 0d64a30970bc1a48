package zlink.tests.faults;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import zlink.api.Endpoint;
import zlink.api.SocketOptions;
import zlink.tests.fixture.Deadline;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;
import zlink.transport.spi.TransportProvider;

/** {@code faulty://name}: links within this process whose faults are a test's. From any thread. */
final class FaultyTransport implements TransportProvider {
    private final Map<String, FaultyListener> bound = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final List<FaultyLink> links = new CopyOnWriteArrayList<>();
    private volatile Consumer<FaultyLink> beginning = link -> { };

    /** From now on a name leads to another address, as when a name server is told so. */
    void resolve(String name, String address) {
        names.put(name, address);
    }

    /** What is done to each link before anything goes over it. */
    void beginEachWith(Consumer<FaultyLink> first) {
        beginning = first;
    }

    /** Waits for the link of that number, counted from 0. */
    FaultyLink link(int number) {
        Deadline.await(() -> "link " + number + " of " + links.size(), Deadline.PATIENCE,
                () -> links.size() > number);
        return links.get(number);
    }

    int links() {
        return links.size();
    }

    /** Accepting fails so often, as without descriptors. */
    void failToAccept(String address, int times) {
        bound.get(address).failures = times;
    }

    @Override
    public String scheme() {
        return "faulty";
    }

    @Override
    public void check(Endpoint endpoint, Use use) {
        // Any name will do.
    }

    @Override
    public boolean connectMayWait(Endpoint endpoint) {
        return false;
    }

    @Override
    public Listener bind(Endpoint endpoint, SocketOptions options) throws IOException {
        FaultyListener listener = new FaultyListener(endpoint);
        if (bound.putIfAbsent(endpoint.address(), listener) != null) {
            throw new IOException("Address already in use");
        }
        return listener;
    }

    @Override
    public Connection connect(Endpoint endpoint, SocketOptions options) throws IOException {
        FaultyListener listener = bound.get(names.getOrDefault(endpoint.address(), endpoint.address()));
        if (listener == null) {
            throw new IOException("Connection refused");
        }
        FaultyLink link = new FaultyLink();
        beginning.accept(link);
        links.add(link);
        listener.arrive(link.server());
        return link.client();
    }

    /** A bound name. */
    private final class FaultyListener implements Listener, Readiness.Signalled {
        private final Endpoint endpoint;
        private final ConcurrentLinkedQueue<Connection> waiting = new ConcurrentLinkedQueue<>();
        private volatile Readiness.Signal signal;
        private volatile int interest;
        private volatile int failures;

        FaultyListener(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        void arrive(Connection connection) {
            waiting.add(connection);
            report();
        }

        @Override
        public Endpoint endpoint() {
            return endpoint;
        }

        @Override
        public Optional<Connection> accept() throws IOException {
            int left = failures;
            if (left > 0 && !waiting.isEmpty()) {
                failures = left - 1;
                throw new IOException("Too many open files");
            }
            return Optional.ofNullable(waiting.poll());
        }

        @Override
        public Readiness readiness() {
            return this;
        }

        @Override
        public void attach(Readiness.Signal listener) {
            signal = listener;
        }

        @Override
        public void interest(int operations) {
            interest = operations;
            report();
        }

        private void report() {
            Readiness.Signal listener = signal;
            if (listener != null && (interest & READ) != 0 && !waiting.isEmpty()) {
                listener.ready(READ);
            }
        }

        @Override
        public void close() {
            bound.remove(endpoint.address(), this);
            for (Connection left = waiting.poll(); left != null; left = waiting.poll()) {
                left.close();
            }
        }
    }
}
