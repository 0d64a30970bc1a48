package zlink.transport.contract;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import zlink.transport.spi.Readiness;

/** Waits for readiness as an I/O loop would, for one connection or listener. */
final class Waiter {

    private final Readiness readiness;
    private final Semaphore signals = new Semaphore(0); // of a source that signals by itself
    private volatile Selector selecting; // at such a source's channel, if somebody does
    private final ReentrantLock arming = new ReentrantLock(); // a doorbell, by one thread at a time
    private final Map<Integer, Selector> waiting = new HashMap<>(); // for what, at a doorbell; under the lock

    Waiter(Readiness readiness) {
        this.readiness = readiness;
        if (readiness instanceof Readiness.Signalled signalled) {
            signalled.attach(operations -> {
                signals.release();
                Selector selector = selecting;
                if (selector != null) {
                    selector.wakeup();
                }
            });
        }
    }

    /** Returns when an operation may make progress; fails at the deadline. */
    void await(int operations, Deadline deadline) throws IOException, InterruptedException {
        if (readiness instanceof Readiness.Selectable selectable) {
            select(selectable.channel(), operations, deadline);
        } else if (readiness instanceof Readiness.Signalled signalled) {
            signalled.interest(operations);
            if (signalled.channel().isPresent()) {
                awaitSignalOrChannel(signalled.channel().get(), operations, deadline);
            } else if (!signals.tryAcquire(deadline.remainingNs(), TimeUnit.NANOSECONDS)) {
                deadline.remainingNs();
            }
            signals.drainPermits();
        } else if (readiness instanceof Readiness.Doorbell doorbell) {
            awaitRing(doorbell, operations, deadline);
        }
    }

    /**
     * Waits at a doorbell, where a reader and a writer may wait at once. Either arms it for both, as a loop would, and
     * by that may take the ring that was meant for the other, whom it then wakes.
     */
    private void awaitRing(Readiness.Doorbell doorbell, int operations, Deadline deadline) throws IOException {
        try (Selector selector = Selector.open()) {
            doorbell.channel().register(selector, SelectionKey.OP_READ);
            try {
                while (!isPossible(doorbell, operations, selector)) {
                    selector.select(deadline.remainingMs());
                    selector.selectedKeys().clear();
                    deadline.remainingNs();
                }
            } finally {
                arming.lock();
                waiting.remove(operations); // before its selector is closed
                arming.unlock();
            }
        }
    }

    private boolean isPossible(Readiness.Doorbell doorbell, int operations, Selector mine) {
        arming.lock();
        try {
            waiting.put(operations, mine);
            int awaited = 0;
            for (int others : waiting.keySet()) {
                awaited |= others;
            }
            int possible = doorbell.arm(awaited);
            for (Map.Entry<Integer, Selector> other : waiting.entrySet()) {
                if ((other.getKey() & possible) != 0) {
                    other.getValue().wakeup();
                }
            }
            if (possible != 0 && (possible & operations) == 0) {
                possible = doorbell.arm(operations); // the others have been woken
            }
            return (possible & operations) != 0;
        } finally {
            arming.unlock();
        }
    }

    private void awaitSignalOrChannel(SelectableChannel channel, int operations, Deadline deadline)
            throws IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, keyOperations(channel, operations));
            selecting = selector; // before the look
            while (signals.availablePermits() == 0 && selector.select(deadline.remainingMs()) == 0) {
                deadline.remainingNs();
            }
        } finally {
            selecting = null;
        }
    }

    private static void select(SelectableChannel channel, int operations, Deadline deadline) throws IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, keyOperations(channel, operations));
            while (selector.select(deadline.remainingMs()) == 0) {
                deadline.remainingNs();
            }
        }
    }

    private static int keyOperations(SelectableChannel channel, int operations) {
        boolean read = (operations & Readiness.READ) != 0;
        boolean write = (operations & Readiness.WRITE) != 0;
        if (channel instanceof ServerSocketChannel) {
            return SelectionKey.OP_ACCEPT;
        }
        if (channel instanceof SocketChannel stream && stream.isConnectionPending()) {
            return SelectionKey.OP_CONNECT;
        }
        return (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
    }
}
