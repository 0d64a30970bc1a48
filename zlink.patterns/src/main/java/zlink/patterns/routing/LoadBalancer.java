package zlink.patterns.routing;

import zlink.api.MessageShapeException;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.OutgoingMessage;

/**
 * Sends whole messages to many pipes in turn, passing over those that are full.
 *
 * <p>A pipe found full leaves the circle until it is writable again, so full pipes are looked at once per stall and
 * not once per message. Guarded by the send lock.
 */
public final class LoadBalancer {
    private static final int NOWHERE = -1;
    private static final int FULL = -2; // attached, out of the circle

    private final boolean conflate;
    private final PipeRing roomy = new PipeRing();

    /**
     * A balancer without pipes.
     *
     * @param conflate whether a message replaces those its pipe has not begun to send; then no pipe is ever full
     */
    public LoadBalancer(boolean conflate) {
        this.conflate = conflate;
    }

    /** A pipe comes: its turn is after that of all others. */
    public void attach(Pipe pipe) {
        pipe.sendIndex(roomy.add(pipe));
    }

    /** A pipe is gone. */
    public void detach(Pipe pipe) {
        if (pipe.sendIndex() >= 0) {
            roomy.remove(pipe.sendIndex());
        }
        pipe.sendIndex(NOWHERE);
    }

    /** A pipe has room again; one that is gone is ignored. */
    public void writable(Pipe pipe) {
        if (pipe.sendIndex() == FULL) {
            pipe.sendIndex(roomy.add(pipe));
        }
    }

    /** Sends a message to the next pipe with room; returns whether there was one. */
    public boolean route(OutgoingMessage message) {
        Pipe pipe = select();
        if (pipe == null) {
            return false;
        }
        if (conflate) {
            replace(pipe, message);
        } else {
            pipe.write(message);
        }
        roomy.advance();
        return true;
    }

    /** The pipe {@link #route} would send to now, or null. */
    public Pipe select() {
        Pipe pipe = roomy.current();
        while (pipe != null && !conflate && !hasRoom(pipe)) {
            pipe = roomy.current();
        }
        return pipe;
    }

    /** Whether a certain pipe has room; if not, it is told of as writable later. */
    public boolean hasRoom(Pipe pipe) {
        if (pipe.hasRoomOrSleeps()) {
            return true;
        }
        if (pipe.sendIndex() >= 0) {
            roomy.remove(pipe.sendIndex());
            pipe.sendIndex(FULL);
        }
        return false;
    }

    /**
     * Sends the only message a conflating pipe is to hold.
     *
     * @throws MessageShapeException if it has several frames: half of a message cannot be told from a newer one
     */
    static void replace(Pipe pipe, OutgoingMessage message) {
        checkConflatable(message);
        pipe.replace(message);
    }

    static void checkConflatable(OutgoingMessage message) {
        if (message.frameCount() != 1) {
            throw new MessageShapeException("a message of " + message.frameCount()
                    + " frames on a socket with CONFLATE, which takes messages of 1 frame");
        }
    }
}
