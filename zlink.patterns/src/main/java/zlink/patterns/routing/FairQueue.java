package zlink.patterns.routing;

import zlink.engine.pipe.Pipe;
import zlink.engine.queue.IncomingMessage;

/**
 * Receives from many pipes, one message from each in turn.
 *
 * <p>Only pipes that are awake are in here; a peer that sends nothing costs nothing. A pipe found empty is put to
 * sleep, except the last one: a reader that keeps up with one stream would otherwise put it to sleep and have it woken
 * for every message. Guarded by the receive lock.
 */
public final class FairQueue {
    private static final int NOWHERE = -1;

    private final PipeRing awake = new PipeRing();

    /** A pipe woke up: it has a message or has ended. */
    public void readable(Pipe pipe) {
        if (pipe.receiveIndex() == NOWHERE) {
            pipe.receiveIndex(awake.add(pipe));
        }
    }

    /** Loads the next message without taking it; returns whether there is one. */
    public boolean next(IncomingMessage message) {
        for (Pipe pipe = awake.current(); pipe != null; pipe = awake.current()) {
            if (pipe.hasMessage()) {
                pipe.load(message);
                return true;
            }
            if (pipe.isExhausted()) {
                drop(pipe);
            } else if (awake.size() == 1) {
                return false;
            } else if (pipe.sleepUntilReadable()) {
                drop(pipe);
            }
        }
        return false;
    }

    /** The pipe of the message loaded last, until it is taken. */
    public Pipe source() {
        return awake.current();
    }

    /** Takes the message loaded last; the next one comes from the next pipe. */
    public void taken(IncomingMessage message) {
        awake.current().consume(message);
        awake.advance();
    }

    /** Takes the message loaded last; the next one comes from the same pipe, as long as it has any. */
    public void takenInSequence(IncomingMessage message) {
        awake.current().consume(message);
    }

    /** Puts to sleep what is awake; returns whether nothing is there. */
    public boolean sleep() {
        for (Pipe pipe = awake.current(); pipe != null; pipe = awake.current()) {
            if (!pipe.isExhausted() && !pipe.sleepUntilReadable()) {
                return false;
            }
            drop(pipe);
        }
        return true;
    }

    private void drop(Pipe pipe) {
        awake.remove(pipe.receiveIndex());
        pipe.receiveIndex(NOWHERE);
    }
}
