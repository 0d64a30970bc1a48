package zlink.engine.proxy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import zlink.api.ClosedException;
import zlink.api.InterruptedOperationException;
import zlink.api.Message;
import zlink.api.Receiver;
import zlink.api.Sender;
import zlink.api.SocketOption;
import zlink.api.ZlinkException;
import zlink.engine.poll.Pollable;

/**
 * One direction of a proxy. Takes a message only when the target has room, so that otherwise messages stay in the
 * source and its backpressure reaches the peers; holds at most one, when the target changed its mind.
 *
 * <p>A message that the target refuses for good (no such peer, an illegal shape) is dropped and logged: a peer's fault
 * must not stop the others. Fields without a comment belong to the proxy's thread.
 */
final class Lane {

    /** What has to happen before more can be forwarded. */
    enum Need { MESSAGE, ROOM, TIME }

    private static final Logger LOG = System.getLogger(Lane.class.getPackageName());

    private final Receiver source;
    private final Sender target;
    private final Pollable room;
    private final Capture capture;
    private Optional<Message> held = Optional.empty();
    private Need need = Need.MESSAGE;
    private boolean refusalLogged;

    // Written by the proxy's thread, read by any.
    private final AtomicLong messagesTaken = new AtomicLong();
    private final AtomicLong bytesTaken = new AtomicLong();
    private final AtomicLong messagesGiven = new AtomicLong();
    private final AtomicLong bytesGiven = new AtomicLong();

    Lane(Receiver source, Sender target, Capture capture) {
        this.source = source;
        this.target = target;
        this.room = (Pollable) target;
        this.capture = capture;
    }

    /**
     * Forwards messages while there are some and the target has room.
     *
     * @param most at once, before others have their turn
     * @param mayTake asked before each message is taken
     * @return whether any was
     */
    boolean forward(int most, BooleanSupplier mayTake) {
        for (int i = 0; i < most; i++) {
            if (held.isEmpty() && !take(mayTake)) {
                return i > 0;
            }
            if (!give()) {
                return i > 0;
            }
        }
        return true;
    }

    /**
     * Whether this is what the last {@link #forward} stopped for.
     *
     * @param takes whether messages are taken at all; if not, nothing is needed but by one in hand
     */
    boolean needs(Need what, boolean takes) {
        return need == what && (takes || held.isPresent());
    }

    boolean takesFrom(Object socket) {
        return source == socket;
    }

    boolean givesTo(Object socket) {
        return target == socket;
    }

    /** Gives away what it holds, waiting for as long as the target would linger for it. */
    void finish() {
        if (held.isPresent()) {
            try {
                if (target.send(held.get(), target.options().get(SocketOption.LINGER))) {
                    given(held.get());
                } else {
                    LOG.log(Level.WARNING, "the proxy stopped and dropped the message in hand: no room in {0}", target);
                }
            } catch (ZlinkException e) {
                LOG.log(Level.WARNING, "the proxy stopped and dropped the message in hand", e);
            }
            held = Optional.empty();
        }
    }

    private boolean take(BooleanSupplier mayTake) {
        if (!room.prepareToSend()) {
            need = Need.ROOM;
            return false;
        }
        need = Need.MESSAGE;
        if (!mayTake.getAsBoolean()) {
            return false;
        }
        held = source.tryReceive();
        if (held.isEmpty()) {
            return false;
        }
        count(messagesTaken, bytesTaken, held.get());
        return true;
    }

    private boolean give() {
        Message message = held.get();
        try {
            if (!target.trySend(message)) {
                // Room, but not for this one: its peer, of several, is full. Nobody calls when that changes.
                need = room.prepareToSend() ? Need.TIME : Need.ROOM;
                return false;
            }
            given(message);
        } catch (ClosedException | InterruptedOperationException e) {
            throw e;
        } catch (ZlinkException e) {
            LOG.log(refusalLogged ? Level.DEBUG : Level.WARNING, "the proxy dropped a message that " + target
                    + " refuses", e);
            refusalLogged = true;
        }
        held = Optional.empty();
        return true;
    }

    private void given(Message message) {
        count(messagesGiven, bytesGiven, message);
        capture.copy(message);
    }

    private static void count(AtomicLong messages, AtomicLong bytes, Message message) {
        messages.setRelease(messages.getPlain() + 1);
        bytes.setRelease(bytes.getPlain() + message.totalSize());
    }

    // ---- any thread -------------------------------------------------------------------------------------------------

    long messagesTaken() {
        return messagesTaken.getAcquire();
    }

    long bytesTaken() {
        return bytesTaken.getAcquire();
    }

    long messagesGiven() {
        return messagesGiven.getAcquire();
    }

    long bytesGiven() {
        return bytesGiven.getAcquire();
    }
}
