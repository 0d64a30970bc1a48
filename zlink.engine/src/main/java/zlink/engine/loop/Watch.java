package zlink.engine.loop;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import zlink.transport.spi.Readiness;

/**
 * A loop's interest in one listener or connection, whatever kind of readiness it has. Loop thread only, except that
 * a signalled source reports from any thread.
 */
public final class Watch {
    private static final int SIGNALLED = Readiness.READ | Readiness.WRITE;

    private final ReadySource source;
    private final Readiness.Signalled signalled; // or null
    private final SelectionKey key;              // or null
    private int interest;

    Watch(IoLoop loop, Selector selector, Readiness readiness, ReadySource source) throws IOException {
        this.source = source;
        if (readiness instanceof Readiness.Selectable selectable) {
            signalled = null;
            key = selectable.channel().register(selector, 0, this);
        } else {
            signalled = (Readiness.Signalled) readiness;
            key = null;
            LoopTask report = new LoopTask(loop) {
                @Override
                protected void perform(int bits) {
                    int wanted = bits & SIGNALLED & interest;
                    if (wanted != 0) {
                        source.ready(wanted);
                        if (interest != 0) {
                            signalled.interest(interest); // ready took a bounded part: the source reports what is left
                        }
                    }
                }
            };
            signalled.attach(operations -> report.request(operations & SIGNALLED));
        }
    }

    /** Replaces what is watched for. */
    public void interest(int operations) {
        if (interest == operations) {
            return;
        }
        interest = operations;
        if (signalled != null) {
            signalled.interest(operations);
        } else if (key.isValid()) {
            try {
                key.interestOps(keyOperations(operations));
            } catch (CancelledKeyException e) {
                interest = 0; // the channel was closed by another thread; its owner has been or will be told
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
        if (signalled != null) {
            signalled.interest(0);
        } else {
            key.cancel();
        }
    }

    void selected() {
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
        operations &= interest;
        if (operations != 0) {
            source.ready(operations);
        }
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
