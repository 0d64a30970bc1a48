package zlink.engine.loop;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
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
 *
 * <p>A channel can come from somebody else who had it watched on the same loop. A selector has one key for each channel
 * and lets a cancelled one go when it selects next; until then the new one waits.
 */
public final class Watch {
    private static final int BOTH = Readiness.READ | Readiness.WRITE;

    private final IoLoop loop;
    private final Selector selector;
    private final ReadySource source;
    private final Readiness.Signalled signalled; // or null
    private final Readiness.Doorbell doorbell;   // or null
    private final Report report;                 // or null, if the selector reports
    private SelectableChannel channel;           // or null, if signalled without one
    private SelectionKey key;                    // or null while the selector does not know the channel as ours
    private int interest;
    private boolean cancelled;

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
            adopt();
            pass(bits);
        }
    }

    Watch(IoLoop loop, Selector selector, Readiness readiness, ReadySource source) throws IOException {
        this.loop = loop;
        this.selector = selector;
        this.source = source;
        signalled = readiness instanceof Readiness.Signalled itself ? itself : null;
        doorbell = readiness instanceof Readiness.Doorbell rung ? rung : null;
        report = readiness instanceof Readiness.Selectable ? null : new Report(loop);
        if (signalled != null) {
            signalled.attach(report::add);
            channel = signalled.channel().orElse(null);
        } else {
            channel = doorbell != null ? doorbell.channel() : ((Readiness.Selectable) readiness).channel();
        }
        register();
    }

    /** Has the selector watch the channel, if there is one that nobody else has watched there a moment ago. */
    private void register() throws ClosedChannelException {
        if (channel == null || key != null || cancelled) {
            return;
        }
        if (channel.keyFor(selector) == null) {
            key = channel.register(selector, keyOperations(selected()), this);
        } else {
            loop.submit(this::registerLate); // the selector selects in between
        }
    }

    private void registerLate() {
        try {
            register();
        } catch (ClosedChannelException e) {
            channel = null; // its owner has been or will be told
        }
    }

    /** Takes up the channel that a signalled source has got meanwhile. */
    private void adopt() {
        if (signalled != null && channel == null && !cancelled) {
            channel = signalled.channel().orElse(null);
            registerLate();
        }
    }

    private int selected() {
        return doorbell == null ? interest : interest == 0 ? 0 : Readiness.READ;
    }

    /** Replaces what is watched for. */
    public void interest(int operations) {
        if (interest == operations) {
            return;
        }
        interest = operations;
        adopt();
        if (key != null && !select(selected())) {
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
        cancelled = true;
        if (report != null) {
            arm();
        }
        if (key != null) {
            key.cancel();
        }
    }

    void ready() {
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
            keyed |= channel instanceof ServerSocketChannel ? SelectionKey.OP_ACCEPT : SelectionKey.OP_READ;
        }
        if ((operations & Readiness.WRITE) != 0) {
            keyed |= isConnecting() ? SelectionKey.OP_CONNECT : SelectionKey.OP_WRITE;
        }
        return keyed;
    }

    private boolean isConnecting() {
        return channel instanceof SocketChannel stream && stream.isConnectionPending();
    }
}
