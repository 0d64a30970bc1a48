package zlink.patterns;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import zlink.engine.pipe.Pipe;
import zlink.patterns.routing.Subscriber;

/** What an XPUB socket knows of one of its peers, beside its subscriptions. Guarded by the send lock. */
final class XPubPeer {
    final Pipe pipe;
    final Subscriber asked; // with XPUB_MANUAL: what it asked for, which is not what it is subscribed to
    /** Subscriptions and cancellations the application has not received yet; counted down under the receive lock. */
    final AtomicInteger untold = new AtomicInteger();
    /** What their topics have in all; counted in the same way. */
    final AtomicLong untoldBytes = new AtomicLong();

    private final List<byte[]> frames = new ArrayList<>(); // of the message that is arriving
    private boolean inMessage;
    private boolean dropping;

    XPubPeer(Pipe pipe) {
        this.pipe = pipe;
        this.asked = new Subscriber(pipe.sendIndex());
    }

    /** Another frame has come; returns whether it is the first of its message. */
    boolean begins(boolean more) {
        boolean first = !inMessage;
        inMessage = more;
        return first;
    }

    /** Keeps a frame of a message for the application. */
    void keep(byte[] frame) {
        frames.add(frame);
    }

    /** The application has more messages than it takes: this one will not be kept. */
    void drop() {
        frames.clear();
        dropping = true;
    }

    boolean isDropping() {
        return dropping;
    }

    /** The message is complete: its frames, which may be none; the next one begins. */
    byte[][] complete() {
        byte[][] all = frames.toArray(byte[][]::new);
        frames.clear();
        dropping = false;
        return all;
    }
}
