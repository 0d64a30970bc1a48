package zlink.engine.session;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import zlink.api.Endpoint;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;

/** A listener that does what a test says: peers come, and accepting fails. */
final class ScriptedListener implements Listener, Readiness.Signalled {
    IOException failure; // of every accept while it is not null
    LinkageError defect; // the same
    int accepts;
    boolean closed;
    boolean shared;
    private final Deque<Connection> waiting = new ArrayDeque<>();
    private Readiness.Signal signal;
    private int interest;

    /** A peer connects. */
    void arrive(Connection peer) {
        waiting.add(peer);
        report();
    }

    int interest() {
        return interest;
    }

    private void report() {
        if (signal != null && interest != 0 && !waiting.isEmpty()) {
            signal.ready(READ);
        }
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.of("scripted://here");
    }

    @Override
    public Optional<Connection> accept() throws IOException {
        accepts++;
        if (failure != null) {
            throw failure;
        }
        if (defect != null) {
            throw defect;
        }
        return Optional.ofNullable(waiting.poll());
    }

    @Override
    public Readiness readiness() {
        return this;
    }

    @Override
    public boolean sharesAddress() {
        return shared;
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

    @Override
    public void close() {
        closed = true;
    }
}
