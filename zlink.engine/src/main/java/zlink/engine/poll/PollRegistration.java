package zlink.engine.poll;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import zlink.api.ClosedException;
import zlink.api.Poller.Interest;
import zlink.api.Poller.Registration;
import zlink.api.Receiver;
import zlink.api.Sender;
import zlink.api.Socket;

/**
 * One socket in a {@link SocketPoller}.
 *
 * <p>It is queued to be looked at when its socket calls, and when it or its interest is new. Between two looks at most
 * one queueing has an effect: the atomic exchanges of {@code queued} order what the socket did before its call ahead of
 * the look that follows, whichever of them found it queued already: PollRaces.QueuedIsSeen in zlink.races.
 */
public final class PollRegistration implements Registration, ReadinessListener {

    private enum State { REGISTERED, REMOVED }

    private enum Wanted {
        NOTHING(false, false), RECEIVE(true, false), SEND(false, true), BOTH(true, true);

        private final boolean receive;
        private final boolean send;

        Wanted(boolean receive, boolean send) {
            this.receive = receive;
            this.send = send;
        }

        static Wanted of(Interest interest) {
            return switch (interest) {
                case RECEIVE -> RECEIVE;
                case SEND -> SEND;
                case BOTH -> BOTH;
            };
        }
    }

    PollRegistration below; // whoever pushes, then the waiting thread; see ReadyStack
    boolean hot;            // waiting thread only: it is in the poller's hot list

    private final SocketPoller poller;
    private final Socket socket;
    private final Pollable pollable;
    private final Object attachment;
    private final AtomicBoolean queued = new AtomicBoolean();
    private final AtomicReference<State> state = new AtomicReference<>(State.REGISTERED);
    private volatile Wanted wanted; // any thread; a change is followed by queueing

    // Written by the waiting thread; read by it, or by whom it hands the result to.
    private boolean canReceive;
    private boolean canSend;

    PollRegistration(SocketPoller poller, Socket socket, Interest interest, Object attachment) {
        if (!(Objects.requireNonNull(socket, "socket") instanceof Pollable known)) {
            throw new IllegalArgumentException("a poller waits for zlink's own sockets, not for "
                    + socket.getClass().getName());
        }
        this.poller = poller;
        this.socket = socket;
        this.pollable = known;
        this.attachment = Objects.requireNonNull(attachment, "attachment");
        this.wanted = wantedOf(interest);
    }

    @Override
    public Socket socket() {
        return socket;
    }

    @Override
    public Object attachment() {
        return attachment;
    }

    @Override
    public boolean canReceive() {
        return canReceive;
    }

    @Override
    public boolean canSend() {
        return canSend;
    }

    /**
     * {@inheritDoc} Has no effect once the registration has ended.
     *
     * @throws IllegalArgumentException if the socket cannot do what is waited for
     */
    @Override
    public void interest(Interest interest) {
        wanted = wantedOf(interest);
        poller.lookAt(this);
    }

    /** Waits for nothing but the socket's end until {@link #interest} is called. */
    public void suspend() {
        wanted = Wanted.NOTHING;
        poller.lookAt(this);
    }

    @Override
    public void remove() {
        if (state.compareAndSet(State.REGISTERED, State.REMOVED)) {
            poller.forget(this);
            pollable.removeListener(this);
        }
    }

    @Override
    public void receivable() {
        poller.lookAt(this);
    }

    @Override
    public void sendable() {
        poller.lookAt(this);
    }

    @Override
    public String toString() {
        return socket + " in a poller, for " + wanted;
    }

    // ---- for the poller ---------------------------------------------------------------------------------------------

    void listen() {
        pollable.addListener(this);
    }

    void stopListening() {
        pollable.removeListener(this);
    }

    /** Marks it as queued; returns whether it was not yet. */
    boolean enqueue() {
        return !queued.getAndSet(true);
    }

    /** The next one in the stack it was taken from; from now on it can be queued again. */
    PollRegistration dequeue() {
        PollRegistration next = below;
        below = null;
        queued.getAndSet(false);
        return next;
    }

    /**
     * Looks whether it is ready, and if not arranges to be told. A socket that is closed counts as ready for
     * everything that is waited for, once: that ends the registration.
     */
    boolean look() {
        if (state.get() == State.REMOVED) {
            canReceive = false;
            canSend = false;
            return false;
        }
        Wanted now = wanted;
        canReceive = now.receive && prepareToReceive();
        canSend = now.send && prepareToSend();
        if (socket.isClosed()) {
            canReceive = now.receive;
            canSend = now.send;
            remove();
            return true;
        }
        return canReceive || canSend;
    }

    private boolean prepareToReceive() {
        try {
            return pollable.prepareToReceive();
        } catch (ClosedException e) {
            return true;
        }
    }

    private boolean prepareToSend() {
        try {
            return pollable.prepareToSend();
        } catch (ClosedException e) {
            return true;
        }
    }

    private Wanted wantedOf(Interest interest) {
        Wanted asked = Wanted.of(Objects.requireNonNull(interest, "interest"));
        if (asked.receive && !(socket instanceof Receiver)) {
            throw new IllegalArgumentException("a " + socket.type() + " socket never receives: wait for SEND");
        }
        if (asked.send && !(socket instanceof Sender)) {
            throw new IllegalArgumentException("a " + socket.type() + " socket never sends: wait for RECEIVE");
        }
        return asked;
    }
}
