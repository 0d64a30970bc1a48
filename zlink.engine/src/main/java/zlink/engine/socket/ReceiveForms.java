package zlink.engine.socket;

import java.nio.ByteBuffer;
import java.util.Objects;
import zlink.api.Message;
import zlink.api.MessageHandler;
import zlink.api.MessageShapeException;
import zlink.api.RoutingId;
import zlink.engine.queue.IncomingMessage;

/**
 * The forms in which a message is received: as an object, into the caller's buffer, or shown in place.
 *
 * <p>A message that does not fit the form asked for stays the next one. Any thread.
 */
final class ReceiveForms {
    private final ReceiveSide side;

    ReceiveForms(ReceiveSide side) {
        this.side = side;
    }

    /** As an object; null if none came. */
    Message message(long timeoutNs) {
        return side.await(timeoutNs) ? toMessage() : null;
    }

    /** As an object; null if none is there, or another receiver is at it: {@link ReceiveSide#prepare} tells which. */
    Message poll() {
        return side.poll() ? toMessage() : null;
    }

    private Message toMessage() {
        boolean taken = false;
        try {
            Message message = side.incoming().toMessage();
            taken = true;
            return message;
        } finally {
            finish(taken);
        }
    }

    /** Its one frame into a buffer; returns the frame's size, or -1 if none came. */
    int to(ByteBuffer target, long timeoutNs) {
        Objects.requireNonNull(target, "target");
        if (!side.await(timeoutNs)) {
            return -1;
        }
        boolean taken = false;
        try {
            IncomingMessage message = side.incoming();
            checkFits(message, target, message.from() == null ? 1 : 0);
            message.bodyTo(0, target);
            taken = true;
            return message.bodySize(0);
        } finally {
            finish(taken);
        }
    }

    /** Its one frame beside the routing id shown before it; returns the routing id, or null if none came. */
    RoutingId bodyTo(ByteBuffer target, long timeoutNs) {
        Objects.requireNonNull(target, "target");
        if (!side.await(timeoutNs)) {
            return null;
        }
        boolean taken = false;
        try {
            IncomingMessage message = side.incoming();
            checkFits(message, target, 1);
            RoutingId from = message.from();
            message.bodyTo(0, target);
            taken = true;
            return from;
        } finally {
            finish(taken);
        }
    }

    /** Shown to a handler, which has then received it whatever it does; returns whether one came. */
    boolean show(MessageHandler handler, long timeoutNs) {
        Objects.requireNonNull(handler, "handler");
        if (!side.await(timeoutNs)) {
            return false;
        }
        side.showing();
        try {
            handler.on(side.incoming());
        } finally {
            side.shown();
        }
        return true;
    }

    private void finish(boolean taken) {
        if (taken) {
            side.done();
        } else {
            side.keep();
        }
    }

    private static void checkFits(IncomingMessage message, ByteBuffer target, int frames) {
        if (message.bodyFrames() != frames) {
            throw new MessageShapeException("message of " + message.frameCount()
                    + " frames received into a buffer, which takes one: receive it as a Message or with a handler");
        }
        if (message.bodySize(0) > target.remaining()) {
            throw MessageShapeException.doesNotFit(message.bodySize(0), target.remaining());
        }
    }
}
