package zlink.transport.contract;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import zlink.transport.spi.Readiness;

/** Waits for readiness as an I/O loop would, for one connection or listener. */
final class Waiter {

    private final Readiness readiness;
    private final Semaphore signals = new Semaphore(0); // of a source that signals by itself

    Waiter(Readiness readiness) {
        this.readiness = readiness;
        if (readiness instanceof Readiness.Signalled signalled) {
            signalled.attach(operations -> signals.release());
        }
    }

    /** Returns when an operation may make progress; fails at the deadline. */
    void await(int operations, Deadline deadline) throws IOException, InterruptedException {
        if (readiness instanceof Readiness.Selectable selectable) {
            select(selectable.channel(), operations, deadline);
        } else if (readiness instanceof Readiness.Signalled signalled) {
            signalled.interest(operations);
            if (!signals.tryAcquire(deadline.remainingNs(), TimeUnit.NANOSECONDS)) {
                deadline.remainingNs();
            }
            signals.drainPermits();
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
