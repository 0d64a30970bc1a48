package zlink.engine.proxy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import zlink.api.ClosedException;
import zlink.api.InterruptedOperationException;
import zlink.api.Proxy;
import zlink.api.Socket;
import zlink.engine.poll.SocketPoller;
import zlink.engine.sync.Waiters;

/**
 * Forwards between two sockets on a thread of its own.
 *
 * <p>Each direction in turn forwards a bounded burst; when neither can, the thread waits in its poller for just what
 * they need: a message where the target has room, room where it has not. The capture socket gets what has been
 * forwarded and is never waited for: a copy it does not take at once is dropped and counted.
 *
 * <p>It ends by itself when a socket closes; a closed capture socket only ends the capturing. On its end it waits for
 * as long as the target would linger for room for a message it has in hand, which it has only if the target had
 * announced room that somebody else then took.
 *
 * <p>Source: zmq_proxy(3), zmq_proxy_steerable(3); libzmq {@code src/proxy.cpp}.
 */
public final class SocketProxy implements Proxy {

    private enum Command { RUN, PAUSE, STOP }

    private static final Logger LOG = System.getLogger(SocketProxy.class.getPackageName());
    private static final int MESSAGES_PER_TURN = 1000;
    private static final Duration RETRY_AFTER = Duration.ofMillis(1);

    private final Socket frontend;
    private final Socket backend;
    private final Optional<Lane> forth;
    private final Optional<Lane> back;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Door> doors = new ArrayList<>();
    private final Capture capture;
    private final SocketPoller poller = new SocketPoller(() -> { });
    private final BooleanSupplier mayTake = this::mayTake;
    private final Waiters waiters = new Waiters();
    private final AtomicReference<Command> command = new AtomicReference<>(Command.RUN); // never leaves STOP
    private volatile State state = State.RUNNING; // the proxy's thread only writes it; others wait for it

    SocketProxy(Socket frontend, Socket backend, Optional<Lane> forth, Optional<Lane> back, Capture capture) {
        this.frontend = frontend;
        this.backend = backend;
        this.forth = forth;
        this.back = back;
        this.capture = capture;
        forth.ifPresent(lanes::add);
        back.ifPresent(lanes::add);
        doors.add(new Door(frontend, lanes, poller));
        if (backend != frontend) {
            doors.add(new Door(backend, lanes, poller));
        }
    }

    /**
     * Starts to describe a proxy.
     *
     * @param threads makes the one thread
     * @throws IllegalArgumentException if neither socket can forward to the other, or one of them demands that sending
     *     and receiving take turns
     */
    public static Proxy.Builder describe(Socket frontend, Socket backend, ThreadFactory threads) {
        return new Description(frontend, backend, threads);
    }

    void start(ThreadFactory threads) {
        try {
            doors.forEach(Door::open);
            Objects.requireNonNull(threads.newThread(this::run), "thread").start();
        } catch (RuntimeException | Error e) {
            poller.close();
            throw e;
        }
    }

    // ---- any thread -------------------------------------------------------------------------------------------------

    /** {@inheritDoc} Returns once no more is taken. */
    @Override
    public void pause() {
        if (command.compareAndSet(Command.RUN, Command.PAUSE)) {
            poller.wakeUp();
        }
        awaitUnless(() -> command.get() == Command.PAUSE && state == State.RUNNING, true);
    }

    @Override
    public void resume() {
        if (command.compareAndSet(Command.PAUSE, Command.RUN)) {
            poller.wakeUp();
        }
        awaitUnless(() -> command.get() == Command.RUN && state == State.PAUSED, true);
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public Statistics statistics() {
        return new Statistics(
                forth.map(Lane::messagesTaken).orElse(0L), forth.map(Lane::bytesTaken).orElse(0L),
                back.map(Lane::messagesGiven).orElse(0L), back.map(Lane::bytesGiven).orElse(0L),
                back.map(Lane::messagesTaken).orElse(0L), back.map(Lane::bytesTaken).orElse(0L),
                forth.map(Lane::messagesGiven).orElse(0L), forth.map(Lane::bytesGiven).orElse(0L),
                capture.dropped());
    }

    /**
     * {@inheritDoc}
     *
     * @throws InterruptedOperationException if the thread is interrupted
     */
    @Override
    public void awaitStopped() {
        awaitUnless(() -> state != State.STOPPED, true);
    }

    /** {@inheritDoc} A thread that is interrupted does not wait: the proxy then stops without it. */
    @Override
    public void close() {
        command.set(Command.STOP);
        poller.wakeUp();
        awaitUnless(() -> state != State.STOPPED, false);
    }

    @Override
    public String toString() {
        return "proxy of " + frontend + " and " + backend + ", " + state;
    }

    private void awaitUnless(BooleanSupplier tooEarly, boolean throwsIfInterrupted) {
        if (!tooEarly.getAsBoolean()) {
            return;
        }
        Waiters.Waiter waiter = waiters.enrol();
        boolean satisfied = false;
        try {
            while (tooEarly.getAsBoolean()) {
                if (Thread.currentThread().isInterrupted()) {
                    if (throwsIfInterrupted) {
                        throw new InterruptedOperationException("interrupted while waiting for a proxy");
                    }
                    return;
                }
                waiter.park(Long.MAX_VALUE);
                waiter.again();
            }
            satisfied = true;
        } finally {
            waiters.leave(waiter, satisfied);
        }
    }

    // ---- the proxy's thread -----------------------------------------------------------------------------------------

    private void run() {
        try (poller) {
            while (command.get() != Command.STOP && !frontend.isClosed() && !backend.isClosed()) {
                enter(command.get() == Command.PAUSE ? State.PAUSED : State.RUNNING);
                if (!forward()) {
                    rest();
                }
            }
            lanes.forEach(Lane::finish);
        } catch (ClosedException e) {
            LOG.log(Level.DEBUG, "a socket of the proxy has closed", e);
        } catch (InterruptedOperationException e) {
            LOG.log(Level.DEBUG, "the proxy's thread was interrupted", e);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "the proxy failed", e);
        } finally {
            command.set(Command.STOP);
            enter(State.STOPPED);
        }
    }

    private void enter(State next) {
        if (state != next) {
            state = next;
            waiters.wakeAll();
        }
    }

    private boolean forward() {
        boolean any = false;
        for (Lane lane : lanes) {
            any |= lane.forward(MESSAGES_PER_TURN, mayTake);
        }
        return any;
    }

    private boolean mayTake() {
        return command.get() == Command.RUN;
    }

    private void rest() {
        boolean takes = state == State.RUNNING;
        doors.forEach(door -> door.watch(takes));
        boolean retry = lanes.stream().anyMatch(lane -> lane.needs(Lane.Need.TIME, takes));
        if (retry) {
            poller.await(RETRY_AFTER);
        } else {
            poller.await();
        }
    }
}
