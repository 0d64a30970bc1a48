package zlink.patterns.routing;

import java.util.Arrays;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.RoutingHost;

/**
 * Sends one message to many pipes: mark those it is for, then send. A pipe marked twice gets it once.
 *
 * <p>A message is sent as a whole, so whoever is marked gets all of it and whoever comes later gets nothing of it.
 * Guarded by the send lock.
 */
public final class Distributor {
    private Pipe[] pipes = new Pipe[4]; // null where a pipe has gone
    private long[] markedFor = new long[4]; // the number of the message a pipe was last marked for
    private int[] marked = new int[4];  // places
    private int markedCount;
    private int[] free = new int[4];    // places that pipes have left
    private int freeCount;
    private int used; // places from here on have never been taken
    private long messageNumber;

    /** Takes a pipe in; {@link Pipe#sendIndex} is its place from now on, a small number nobody else has. */
    public int attach(Pipe pipe) {
        int place = freeCount > 0 ? free[--freeCount] : used++;
        if (place == pipes.length) {
            pipes = Arrays.copyOf(pipes, 2 * place);
            markedFor = Arrays.copyOf(markedFor, 2 * place);
            marked = Arrays.copyOf(marked, 2 * place);
            free = Arrays.copyOf(free, 2 * place);
        }
        pipes[place] = pipe;
        markedFor[place] = messageNumber;
        pipe.sendIndex(place);
        return place;
    }

    /** Lets a pipe go; one that is not in is ignored. */
    public void detach(Pipe pipe) {
        int place = pipe.sendIndex();
        if (place < 0) {
            return;
        }
        pipes[place] = null;
        free[freeCount++] = place;
        pipe.sendIndex(-1);
    }

    /** Begins another message: nobody is marked. */
    public void begin() {
        messageNumber++;
        markedCount = 0;
    }

    /** Marks a pipe. */
    public void mark(int place) {
        if (markedFor[place] != messageNumber) {
            markedFor[place] = messageNumber;
            marked[markedCount++] = place;
        }
    }

    /** Marks all pipes. */
    public void markAll() {
        for (int place = 0; place < used; place++) {
            if (pipes[place] != null) {
                mark(place);
            }
        }
    }

    /** Marks exactly those that were not marked. */
    public void invert() {
        markedCount = 0;
        for (int place = 0; place < used; place++) {
            if (pipes[place] != null && markedFor[place] != messageNumber) {
                marked[markedCount++] = place;
            }
        }
    }

    /** Whether every marked pipe has room; one that has none is told of as writable later. */
    public boolean haveRoom() {
        for (int i = 0; i < markedCount; i++) {
            if (!pipes[marked[i]].hasRoomOrSleeps()) {
                return false;
            }
        }
        return true;
    }

    /** Sends to every marked pipe that has room, and counts the message as dropped for each other. */
    public void send(OutgoingMessage message, RoutingHost host) {
        for (int i = 0; i < markedCount; i++) {
            Pipe pipe = pipes[marked[i]];
            if (pipe.hasRoom()) {
                pipe.write(message);
            } else {
                host.dropped(pipe, 1);
            }
        }
    }

    /** Sends to every marked pipe in place of what it has not begun to send. */
    public void replace(OutgoingMessage message) {
        LoadBalancer.checkConflatable(message);
        for (int i = 0; i < markedCount; i++) {
            pipes[marked[i]].replace(message);
        }
    }
}
