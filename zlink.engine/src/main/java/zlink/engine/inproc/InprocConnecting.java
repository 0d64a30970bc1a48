package zlink.engine.inproc;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.MonitorEvent;
import zlink.api.SocketOption;
import zlink.api.SocketStateException;
import zlink.engine.session.SessionOwner;

/** A connected inproc endpoint, joined to its peer as soon as there is one. Any thread. */
public final class InprocConnecting implements EndpointHandle, SessionOwner.Closeable {
    private final InprocRegistry registry;
    private final SessionOwner owner;
    private final Endpoint endpoint;
    private final InprocLink link;
    private volatile boolean open = true;

    /** An endpoint that has not begun to connect. */
    public InprocConnecting(InprocRegistry registry, SessionOwner owner, Endpoint endpoint) {
        this.registry = registry;
        this.owner = owner;
        this.endpoint = endpoint;
        this.link = new InprocLink(endpoint, owner, !owner.options().get(SocketOption.IMMEDIATE));
        link.whenClosed(this::closed);
    }

    /** Connects, now or when somebody binds. */
    public void start() {
        if (!link.attachEarly()) {
            throw new SocketStateException(owner.settings().type() + " socket takes no further peer, so it cannot"
                    + " connect to " + endpoint);
        }
        owner.opened(this);
        InprocBinding binding = registry.find(this);
        if (binding != null) {
            link.join(binding.owner());
        } else if (!open) {
            registry.withdraw(this); // closed before it was in there
        }
    }

    InprocLink link() {
        return link;
    }

    /** Nobody will bind. */
    void giveUp() {
        link.close("nobody has bound it, and the context is closing");
    }

    private void closed(String detail) {
        open = false;
        registry.withdraw(this);
        if (owner.monitor().isActive()) {
            owner.monitor().emit(new MonitorEvent.Closed(endpoint, detail, Instant.now()));
        }
        owner.closed(this);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public boolean isBound() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        long lingerNs = owner.options().get(SocketOption.LINGER).toNanos();
        closeBy(lingerNs == Long.MAX_VALUE ? Long.MAX_VALUE : System.nanoTime() + lingerNs);
    }

    @Override
    public void closeBy(long deadlineNs) {
        long leftNs = deadlineNs == Long.MAX_VALUE ? Long.MAX_VALUE : deadlineNs - System.nanoTime();
        if (link.waitingMessages() == 0 || leftNs <= 0) {
            link.close("closed by this side");
            return;
        }
        // Messages wait for somebody to bind: whoever joins takes them and ends the link.
        link.closeOnceJoined();
        if (leftNs != Long.MAX_VALUE) {
            CompletableFuture.delayedExecutor(leftNs, TimeUnit.NANOSECONDS, owner.resolver())
                    .execute(() -> link.close("linger has passed"));
        }
    }

    @Override
    public String toString() {
        return (open ? "connects to " : "no longer connects to ") + endpoint;
    }
}
