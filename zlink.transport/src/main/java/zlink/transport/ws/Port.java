package zlink.transport.ws;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import zlink.api.Endpoint;
import zlink.api.SocketOptions;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;
import zlink.transport.ws.http.Directory.Whose;
import zlink.transport.ws.http.HttpFailure;
import zlink.transport.ws.http.HttpStatus;

/**
 * A bound port, which the listeners of its paths share.
 *
 * <p>The oldest of them is on duty: it accepts, and where it accepts a request is read until its path is known. Then
 * the connection is passed on to the listener of that path, which is signalled. When the one on duty is closed, the
 * next takes the channel over; what comes in between waits in the kernel.
 *
 * <p>Any thread. What changes does so under the lock, under which nothing waits.
 */
final class Port {
    /** Most connections that wait for a listener they were passed on to; its loop takes them in its next turn. */
    static final int MOST_WAITING = 1024;

    private final WebSocketTransport transport;
    private final Listener below;
    private final SelectableChannel channel;
    private final PortTerms terms;
    private final Runnable whenClosed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Place> places = new LinkedHashMap<>(); // by path, the oldest first; under the lock
    private boolean closed; // under the lock; no place is ever added afterwards

    /** A listener's part of what the lock guards. */
    private static final class Place {
        final PathListener listener;
        final Deque<WebSocketConnection> waiting = new ArrayDeque<>();
        Readiness.Signal signal = operations -> { };
        int interest;

        Place(PathListener listener) {
            this.listener = listener;
        }

        void signal() {
            if ((interest & Readiness.READ) != 0) {
                signal.ready(Readiness.READ);
            }
        }
    }

    /**
     * A port without paths yet.
     *
     * @param below listens at it, and belongs to the port from now on
     * @param options of whoever has bound it
     * @param whenClosed is called under the lock, just before the address is given back
     */
    Port(WebSocketTransport transport, Listener below, SocketOptions options, Runnable whenClosed) {
        this.transport = transport;
        this.below = below;
        this.channel = ((Readiness.Selectable) below.readiness()).channel();
        this.terms = PortTerms.of(transport.below().scheme(), options);
        this.whenClosed = whenClosed;
    }

    /** The endpoint of one of its paths. */
    Endpoint endpoint(String path) {
        return Endpoint.of(transport.scheme() + "://" + below.endpoint().address() + path);
    }

    List<String> paths() {
        lock.lock();
        try {
            return List.copyOf(places.keySet());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds a path.
     *
     * @return its listener; empty if the port is being closed, and its address about to be free
     * @throws BindException if it cannot be added, saying why
     */
    Optional<PathListener> join(WebSocketTransport joining, String path, SocketOptions options) throws BindException {
        lock.lock();
        try {
            if (closed) {
                return Optional.empty();
            }
            checkMayJoin(joining, path, options);
            PathListener listener = new PathListener(this, path, options);
            places.put(path, new Place(listener));
            return Optional.of(listener);
        } finally {
            lock.unlock();
        }
    }

    private void checkMayJoin(WebSocketTransport joining, String path, SocketOptions options) throws BindException {
        if (!joining.scheme().equals(transport.scheme())) {
            throw inUse("it is a port of " + transport.scheme() + ", bound as " + endpoints()
                    + ", and cannot be one of " + joining.scheme() + " at the same time");
        }
        if (joining != transport) {
            throw inUse("another context has bound " + endpoints() + "; only sockets of one context share a port");
        }
        if (places.containsKey(path)) {
            throw inUse("the path '" + path + "' of this port is bound; its paths are " + places.keySet());
        }
        List<String> different = terms.differences(PortTerms.of(transport.below().scheme(), options));
        if (!different.isEmpty()) {
            throw inUse("by " + endpoints() + " with other values of " + different + "; what counts before a path is"
                    + " known has to be the same for all paths of a port");
        }
    }

    private List<Endpoint> endpoints() {
        return places.keySet().stream().map(this::endpoint).toList();
    }

    private static BindException inUse(String why) {
        return new BindException("Address already in use: " + why);
    }

    // ---- connections ------------------------------------------------------------------------------------------------

    /** As {@link Listener#accept}. */
    Optional<WebSocketConnection> accept(PathListener listener) throws IOException {
        int mostHeadBytes = 0;
        lock.lock();
        try {
            Place place = placeOf(listener);
            if (place == null) {
                throw new ClosedChannelException();
            }
            WebSocketConnection passedOn = place.waiting.poll();
            if (passedOn != null) {
                return Optional.of(passedOn);
            }
            if (place != onDuty()) {
                return Optional.empty();
            }
            for (Place each : places.values()) {
                mostHeadBytes = Math.max(mostHeadBytes, each.listener.maxHeadBytes());
            }
        } finally {
            lock.unlock();
        }
        return wrapped(below.accept(), listener, mostHeadBytes);
    }

    private Optional<WebSocketConnection> wrapped(Optional<Connection> accepted, PathListener listener,
            int mostHeadBytes) {
        return accepted.map(connection -> new WebSocketConnection(connection, Role.SERVER, "",
                new UpgradeExchange(connection, listener.upgrade(), listener.maxHeadBytes(), mostHeadBytes),
                new MessageLimit(0), transport.buffers()));
    }

    /**
     * As {@link Connection#passOn}.
     *
     * @param from whom it is passed on by, who does not get it back
     */
    void passOn(WebSocketConnection connection, PathListener from) {
        Optional<String> asked = connection.asked();
        boolean full = false;
        lock.lock();
        try {
            Place to = asked.isPresent() ? places.get(asked.get()) : other(from);
            full = to != null && to.waiting.size() == MOST_WAITING;
            if (to != null && !full) {
                to.waiting.add(connection);
                to.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        if (asked.isEmpty()) {
            connection.close();
        } else {
            turnAway(connection, full ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.NOT_FOUND);
        }
    }

    private static void turnAway(WebSocketConnection connection, HttpStatus status) {
        connection.turnAway(new HttpFailure(status, "the path that was asked for is not served any more"));
    }

    private Place other(PathListener than) {
        for (Place place : places.values()) {
            if (place.listener != than) {
                return place;
            }
        }
        return null;
    }

    /** As one of the port's listeners sees it. */
    Whose whose(String path, PathListener asking) {
        lock.lock();
        try {
            Place place = places.get(path);
            return place == null ? Whose.NOBODYS : place.listener == asking ? Whose.OURS : Whose.ANOTHERS;
        } finally {
            lock.unlock();
        }
    }

    // ---- readiness --------------------------------------------------------------------------------------------------

    private Place placeOf(PathListener listener) {
        Place place = places.get(listener.path());
        return place != null && place.listener == listener ? place : null;
    }

    private Place onDuty() {
        return places.values().iterator().next();
    }

    /** As {@link Readiness.Signalled#attach}. */
    void attach(PathListener listener, Readiness.Signal signal) {
        lock.lock();
        try {
            Place place = placeOf(listener);
            if (place != null) {
                place.signal = signal;
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link Readiness.Signalled#interest}. */
    void interest(PathListener listener, int operations) {
        lock.lock();
        try {
            Place place = placeOf(listener);
            if (place != null) {
                place.interest = operations;
                if (!place.waiting.isEmpty()) {
                    place.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link Readiness.Signalled#channel}: for who is on duty, and for nobody else. */
    Optional<SelectableChannel> channel(PathListener listener) {
        lock.lock();
        try {
            Place place = placeOf(listener);
            return place != null && place == onDuty() ? Optional.of(channel) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    // ---- closing ----------------------------------------------------------------------------------------------------

    /** As {@link Listener#close}; the last one closes the port. */
    void leave(PathListener listener) {
        Deque<WebSocketConnection> left;
        lock.lock();
        try {
            Place place = placeOf(listener);
            if (place == null) {
                return;
            }
            boolean wasOnDuty = place == onDuty();
            left = place.waiting;
            places.remove(listener.path());
            if (places.isEmpty()) {
                closed = true;
                whenClosed.run();
                below.close();
            } else if (wasOnDuty) {
                onDuty().signal();
            }
        } finally {
            lock.unlock();
        }
        left.forEach(connection -> passOn(connection, listener));
    }

    @Override
    public String toString() {
        return "port of " + below.endpoint() + " for " + paths();
    }
}
