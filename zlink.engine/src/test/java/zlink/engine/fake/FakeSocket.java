package zlink.engine.fake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import zlink.api.ClosedException;
import zlink.api.InterruptedOperationException;
import zlink.api.Message;
import zlink.api.PairSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.RepSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.api.ZlinkException;
import zlink.engine.poll.Pollable;
import zlink.engine.poll.ReadinessListener;

/**
 * A socket without peers: the test delivers what it receives and takes what it sends.
 *
 * <p>As unhelpful as {@link Pollable} allows: it calls listeners under its lock, and only once after a look that found
 * nothing.
 */
public abstract class FakeSocket extends UncalledSocket implements Pollable {
    private final SocketType type;
    private final List<ReadinessListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomCame = lock.newCondition();

    // Guarded by lock.
    private final Deque<Message> inbox = new ArrayDeque<>();
    private final Deque<Message> outbox = new ArrayDeque<>();
    private int room = Integer.MAX_VALUE;
    private boolean receiveArmed;
    private boolean sendArmed;
    private boolean roomIsFeigned;
    private ZlinkException receiveFailure;
    private ZlinkException sendFailure;
    private SocketOptions options = SocketOptions.defaults();

    private volatile boolean closed; // written under lock

    FakeSocket(SocketType type) {
        this.type = type;
    }

    // ---- the test's side --------------------------------------------------------------------------------------------

    /** A message comes from a peer. */
    public final void deliver(Message message) {
        lock();
        inbox.add(message);
        if (receiveArmed) {
            receiveArmed = false;
            listeners.forEach(ReadinessListener::receivable);
        }
        lock.unlock();
    }

    public final void deliver(String text) {
        deliver(Message.of(text));
    }

    /** From now on so many messages can be sent. */
    public final void room(int messages) {
        lock();
        room = messages;
        if (messages > 0) {
            roomCame.signalAll();
        }
        if (sendArmed && messages > 0) {
            sendArmed = false;
            listeners.forEach(ReadinessListener::sendable);
        }
        lock.unlock();
    }

    /** Whether it says that there is room even if there is not, as a ROUTER does if one peer of several is full. */
    public final void feignRoom(boolean feign) {
        lock();
        roomIsFeigned = feign;
        lock.unlock();
    }

    /** Takes what was sent. */
    public final List<Message> sent() {
        lock();
        try {
            List<Message> messages = new ArrayList<>(outbox);
            outbox.clear();
            return messages;
        } finally {
            lock.unlock();
        }
    }

    /** How much was sent and not taken. */
    public final int sentCount() {
        lock();
        try {
            return outbox.size();
        } finally {
            lock.unlock();
        }
    }

    /** What has come and was not received. */
    public final int inboxSize() {
        lock();
        try {
            return inbox.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether something can be sent. */
    public final boolean hasRoom() {
        lock();
        try {
            return room > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Calls of prepareToReceive and prepareToSend so far. */
    public final int looks() {
        return looks.get();
    }

    public final int listeners() {
        return listeners.size();
    }

    /** Receiving fails with this until null. */
    public final void failReceive(ZlinkException failure) {
        lock();
        receiveFailure = failure;
        lock.unlock();
    }

    /** Sending fails with this until null. */
    public final void failSend(ZlinkException failure) {
        lock();
        sendFailure = failure;
        lock.unlock();
    }

    public final void linger(Duration linger) {
        lock();
        options = SocketOptions.defaults().with(SocketOption.LINGER, linger);
        lock.unlock();
    }

    // ---- Pollable ---------------------------------------------------------------------------------------------------

    @Override
    public final void addListener(ReadinessListener listener) {
        listeners.add(listener);
    }

    @Override
    public final void removeListener(ReadinessListener listener) {
        listeners.remove(listener);
    }

    @Override
    public final boolean prepareToReceive() {
        looks.incrementAndGet();
        lock();
        try {
            receiveArmed = inbox.isEmpty() && !closed;
            return !receiveArmed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public final boolean prepareToSend() {
        looks.incrementAndGet();
        lock();
        try {
            sendArmed = room == 0 && !roomIsFeigned && !closed;
            return !sendArmed;
        } finally {
            lock.unlock();
        }
    }

    // ---- Socket -----------------------------------------------------------------------------------------------------

    public final SocketType type() {
        return type;
    }

    public final SocketOptions options() {
        lock();
        try {
            return options;
        } finally {
            lock.unlock();
        }
    }

    public final boolean isClosed() {
        return closed;
    }

    public final void close() {
        lock();
        if (!closed) {
            closed = true;
            roomCame.signalAll();
            listeners.forEach(ReadinessListener::receivable);
            listeners.forEach(ReadinessListener::sendable);
        }
        lock.unlock();
    }

    public final void close(Duration linger) {
        close();
    }

    @Override
    public final String toString() {
        return "fake " + type;
    }

    // ---- Receiver and Sender, as far as they are used ---------------------------------------------------------------

    public final Optional<Message> tryReceive() {
        lock();
        try {
            ensureOpen();
            if (receiveFailure != null) {
                throw receiveFailure;
            }
            return Optional.ofNullable(inbox.poll());
        } finally {
            lock.unlock();
        }
    }

    public final boolean trySend(Message message) {
        lock();
        try {
            ensureOpen();
            if (sendFailure != null) {
                throw sendFailure;
            }
            if (room == 0) {
                return false;
            }
            if (room != Integer.MAX_VALUE) {
                room--;
            }
            outbox.add(message);
            return true;
        } finally {
            lock.unlock();
        }
    }

    public final boolean send(Message message, Duration timeout) {
        lock();
        try {
            long leftNs = TimeUnit.NANOSECONDS.convert(timeout);
            while (!trySend(message)) {
                if (leftNs <= 0) {
                    return false;
                }
                leftNs = roomCame.awaitNanos(leftNs);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedOperationException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /** Never parks, so that a parked thread is one that waits for something else. */
    private void lock() {
        while (!lock.tryLock()) {
            Thread.yield();
        }
    }

    private void ensureOpen() {
        if (closed) {
            throw new ClosedException(this + " is closed");
        }
    }

    /** Sends and receives. */
    public static final class Pair extends FakeSocket implements PairSocket {
        public Pair() {
            super(SocketType.PAIR);
        }
    }

    /** Only receives. */
    public static final class Pull extends FakeSocket implements PullSocket {
        public Pull() {
            super(SocketType.PULL);
        }
    }

    /** Only sends. */
    public static final class Push extends FakeSocket implements PushSocket {
        public Push() {
            super(SocketType.PUSH);
        }
    }

    /** Sends and receives in turn. */
    public static final class Rep extends FakeSocket implements RepSocket {
        public Rep() {
            super(SocketType.REP);
        }
    }

    /** The first frames of messages, as text. */
    public static List<String> texts(Collection<Message> messages) {
        return messages.stream().map(message -> message.text(0)).toList();
    }
}
