package zlink.engine.loop;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import zlink.transport.spi.Readiness;

/**
 * A loop's interest in one listener or connection, whatever kind of readiness it has. Loop thread only, except that
 * a signalled source reports from any thread.
 *
 * <p>A signalled source, and a doorbell that finds an operation possible when it is armed, are passed on in the loop's
 * next turn, with the requests of other threads: so each has its turn, and the loop does not wait in between.
 */
public final class Watch {
    private static final int BOTH = Readiness.READ | Readiness.WRITE;

    private final ReadySource source;
    private final Readiness.Signalled signalled; // or null
    private final Readiness.Doorbell doorbell;   // or null
    private final SelectionKey key;              // or null, if signalled
    private final Report report;                 // or null, if the selector reports
    private int interest;

    /** What is possible, for the next turn. */
    private final class Report extends LoopTask {
        Report(IoLoop loop) {
            super(loop);
        }

        void add(int operations) {
            if ((operations & BOTH) != 0) {
                request(operations & BOTH);
            }
        }

        @Override
        protected void perform(int bits) {
            pass(bits);
        }
    }

    Watch(IoLoop loop, Selector selector, Readiness readiness, ReadySource source) throws IOException {
        this.source = source;
        signalled = readiness instanceof Readiness.Signalled itself ? itself : null;
        doorbell = readiness instanceof Readiness.Doorbell rung ? rung : null;
        report = readiness instanceof Readiness.Selectable ? null : new Report(loop);
        if (signalled != null) {
            key = null;
            signalled.attach(report::add);
        } else {
            SelectableChannel channel = doorbell != null
                    ? doorbell.channel() : ((Readiness.Selectable) readiness).channel();
            key = channel.register(selector, 0, this);
        }
    }

    /** Replaces what is watched for. */
    public void interest(int operations) {
        if (interest == operations) {
            return;
        }
        interest = operations;
        if (key != null && !select(doorbell == null ? operations : operations == 0 ? 0 : Readiness.READ)) {
            return;
        }
        if (report != null) {
            arm();
        }
    }

    /** Tells the selector; false if the channel was closed by another thread: its owner has been or will be told. */
    private boolean select(int operations) {
        if (!key.isValid()) {
            return false;
        }
        try {
            key.interestOps(keyOperations(operations));
            return true;
        } catch (CancelledKeyException e) {
            interest = 0;
            return false;
        }
    }

    /** Tells the source, which reports what is possible already. */
    private void arm() {
        if (signalled != null) {
            signalled.interest(interest);
        } else {
            report.add(doorbell.arm(interest) & interest);
        }
    }

    private void pass(int operations) {
        int wanted = operations & interest;
        if (wanted != 0) {
            source.ready(wanted);
            if (interest != 0 && report != null) {
                arm(); // ready took a bounded part: the source reports what is left
            }
        }
    }

    /** What is watched for. */
    public int interest() {
        return interest;
    }

    /** Ends the watch; the source is not called any more. */
    public void cancel() {
        interest = 0;
        if (report != null) {
            arm();
        }
        if (key != null) {
            key.cancel();
        }
    }

    void selected() {
        if (doorbell != null) {
            pass(doorbell.arm(interest));
            return;
        }
        int ready;
        try {
            ready = key.readyOps();
        } catch (CancelledKeyException e) {
            return;
        }
        int operations = 0;
        if ((ready & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT)) != 0) {
            operations |= Readiness.READ;
        }
        if ((ready & (SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT)) != 0) {
            operations |= Readiness.WRITE;
        }
        pass(operations);
    }

    private int keyOperations(int operations) {
        int keyed = 0;
        if ((operations & Readiness.READ) != 0) {
            keyed |= key.channel() instanceof ServerSocketChannel ? SelectionKey.OP_ACCEPT : SelectionKey.OP_READ;
        }
        if ((operations & Readiness.WRITE) != 0) {
            keyed |= isConnecting() ? SelectionKey.OP_CONNECT : SelectionKey.OP_WRITE;
        }
        return keyed;
    }

    private boolean isConnecting() {
        return key.channel() instanceof SocketChannel stream && stream.isConnectionPending();
    }
}
