package zlink.engine.inproc;

import java.time.Instant;
import java.util.List;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.EndpointUnavailableException;
import zlink.api.InvalidEndpointException;
import zlink.api.MonitorEvent;
import zlink.engine.session.SessionOwner;

/** A bound inproc endpoint: a name that others find. Any thread. */
public final class InprocBinding implements EndpointHandle, SessionOwner.Closeable {
    private final InprocRegistry registry;
    private final SessionOwner owner;
    private final Endpoint endpoint;
    private volatile boolean open = true;

    /** An endpoint whose name has not been taken yet. */
    public InprocBinding(InprocRegistry registry, SessionOwner owner, Endpoint endpoint) {
        this.registry = registry;
        this.owner = owner;
        this.endpoint = endpoint;
    }

    /**
     * Takes the name and joins those who wait for it.
     *
     * @throws zlink.api.EndpointUnavailableException if the name is taken
     */
    public void start() {
        if (endpoint.address().isEmpty()) {
            throw new InvalidEndpointException("inproc:// has no name: any text will do, such as inproc://jobs");
        }
        for (InprocConnecting waiting : registerAndAnnounce()) {
            waiting.link().join(owner);
        }
    }

    private List<InprocConnecting> registerAndAnnounce() {
        List<InprocConnecting> waiting;
        try {
            waiting = registry.bind(this);
        } catch (EndpointUnavailableException e) {
            if (owner.monitor().isActive()) {
                owner.monitor().emit(new MonitorEvent.BindFailed(endpoint, e.getMessage(), Instant.now()));
            }
            throw e;
        }
        owner.opened(this);
        if (owner.monitor().isActive()) {
            owner.monitor().emit(new MonitorEvent.Listening(endpoint, Instant.now()));
        }
        return waiting;
    }

    SessionOwner owner() {
        return owner;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            registry.unbind(this);
            if (owner.monitor().isActive()) {
                owner.monitor().emit(new MonitorEvent.Closed(endpoint, "closed by this side", Instant.now()));
            }
            owner.closed(this);
        }
    }

    @Override
    public void closeBy(long deadlineNs) {
        close();
    }

    @Override
    public String toString() {
        return (open ? "bound to " : "no longer bound to ") + endpoint;
    }
}
