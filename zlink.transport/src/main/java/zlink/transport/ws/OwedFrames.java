package zlink.transport.ws;

import java.util.concurrent.atomic.AtomicReference;
import zlink.transport.ws.frame.CloseReason;

/**
 * Control frames that what has come makes us send. Noted by the reader, sent by whoever holds the output's token.
 *
 * <p>One pong at most waits: it answers the latest ping (RFC 6455 section 5.5.3), so a flood of pings costs no memory.
 */
final class OwedFrames {
    private final AtomicReference<byte[]> pong = new AtomicReference<>();
    private final AtomicReference<CloseReason> close = new AtomicReference<>(); // set once
    private volatile boolean closeSent; // by the output's token

    void pong(byte[] payload) {
        pong.set(payload);
    }

    /** Takes the pong that waits; null if none does. */
    byte[] takePong() {
        return pong.getPlain() == null ? null : pong.getAndSet(null);
    }

    /** Wants to close; the first reason counts. */
    void close(CloseReason reason) {
        close.compareAndSet(null, reason);
    }

    /** The reason to be sent; null if nobody wants to close, or it has been sent. */
    CloseReason closeToSend() {
        return closeSent ? null : close.get();
    }

    boolean mustClose() {
        return closeToSend() != null;
    }

    void sentClose() {
        closeSent = true;
    }

    boolean isCloseSent() {
        return closeSent;
    }

    boolean any() {
        return !closeSent && (pong.get() != null || close.get() != null);
    }
}
