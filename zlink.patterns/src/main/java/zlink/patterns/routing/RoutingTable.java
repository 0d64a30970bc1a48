package zlink.patterns.routing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import zlink.api.MessageShapeException;
import zlink.api.RoutingId;
import zlink.api.SocketType;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.OutgoingMessage;

/**
 * Who has which routing id, found without allocation by the id or by a frame that holds it.
 *
 * <p>Open addressing with linear probing. Peers choose their ids, so the hash starts from a secret number: nobody can
 * choose many ids that meet in one place. Guarded by the send lock.
 */
public final class RoutingTable {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final long seed;
    private RoutingId[] ids = new RoutingId[16];
    private Pipe[] pipes = new Pipe[16];
    private int size;
    private int nextMadeUpId = ThreadLocalRandom.current().nextInt();

    /** An empty table. */
    public RoutingTable() {
        this(ThreadLocalRandom.current().nextLong());
    }

    RoutingTable(long seed) {
        this.seed = seed;
    }

    /** Who has an id, or null. */
    public Pipe find(RoutingId id) {
        int mask = ids.length - 1;
        int at = (int) hash(id) & mask;
        while (ids[at] != null) {
            if (ids[at].equals(id)) {
                return pipes[at];
            }
            at = at + 1 & mask;
        }
        return null;
    }

    /** Who has the id that is the message's first frame, or null. */
    public Pipe find(OutgoingMessage message) {
        int mask = ids.length - 1;
        int at = (int) hash(message) & mask;
        while (ids[at] != null) {
            if (isFirstFrame(ids[at], message)) {
                return pipes[at];
            }
            at = at + 1 & mask;
        }
        return null;
    }

    /**
     * Who is named by the message's first frame, or null; the frame is left out of what will be sent.
     *
     * @param through the type of socket, for the error
     * @throws MessageShapeException if that frame is no routing id
     */
    public Pipe takeNamed(OutgoingMessage message, SocketType through) {
        message.skip(0); // this may be the second attempt
        int frame = message.size(0);
        if (frame == 0 || frame > RoutingId.MAX_SIZE) {
            throw new MessageShapeException("a message whose first frame has " + frame + " bytes through a " + through
                    + " socket: that frame is the peer's routing id, which has 1 to " + RoutingId.MAX_SIZE);
        }
        Pipe named = find(message);
        message.skip(1);
        return named;
    }

    /** Gives an id to a pipe; returns whether nobody had it. */
    public boolean add(RoutingId id, Pipe pipe) {
        if (find(id) != null) {
            return false;
        }
        if (4 * (size + 1) > 3 * ids.length) {
            grow();
        }
        put(id, pipe);
        size++;
        return true;
    }

    /** An id for a peer that has none: a zero byte, with which no announced id begins, and a number. */
    public RoutingId makeUpId() {
        RoutingId id;
        do {
            id = RoutingId.of(ByteBuffer.allocate(1 + Integer.BYTES).putInt(1, nextMadeUpId++).array());
        } while (find(id) != null);
        return id;
    }

    /** Takes an id from a pipe; does nothing if another has it, or nobody. */
    public void remove(RoutingId id, Pipe pipe) {
        int mask = ids.length - 1;
        int at = (int) hash(id) & mask;
        while (ids[at] != null && !ids[at].equals(id)) {
            at = at + 1 & mask;
        }
        if (ids[at] != null && pipes[at] == pipe) {
            size--;
            closeGap(at);
        }
    }

    /** How many ids there are. */
    public int size() {
        return size;
    }

    private void put(RoutingId id, Pipe pipe) {
        int mask = ids.length - 1;
        int at = (int) hash(id) & mask;
        while (ids[at] != null) {
            at = at + 1 & mask;
        }
        ids[at] = id;
        pipes[at] = pipe;
    }

    private void grow() {
        RoutingId[] oldIds = ids;
        Pipe[] oldPipes = pipes;
        ids = new RoutingId[2 * oldIds.length];
        pipes = new Pipe[2 * oldIds.length];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldIds[i] != null) {
                put(oldIds[i], oldPipes[i]);
            }
        }
    }

    /** Empties a place and moves back what probed past it, so that no search ends too early. */
    private void closeGap(int place) {
        int mask = ids.length - 1;
        int gap = place;
        for (int at = gap + 1 & mask; ids[at] != null; at = at + 1 & mask) {
            int home = (int) hash(ids[at]) & mask;
            if ((at - home & mask) >= (at - gap & mask)) {
                ids[gap] = ids[at];
                pipes[gap] = pipes[at];
                gap = at;
            }
        }
        ids[gap] = null;
        pipes[gap] = null;
    }

    private long hash(RoutingId id) {
        long hash = seed;
        for (int i = 0, n = id.size(); i < n; i++) {
            hash = (hash ^ id.byteAt(i)) * MULTIPLIER;
        }
        return spread(hash);
    }

    private long hash(OutgoingMessage message) {
        long hash = seed;
        for (int i = 0, n = Math.min(message.size(0), RoutingId.MAX_SIZE); i < n; i++) {
            hash = (hash ^ message.byteAt(0, i)) * MULTIPLIER;
        }
        return spread(hash);
    }

    /** Brings the upper bits, which depend on all bytes, down to where places are taken from. */
    private static long spread(long hash) {
        return (hash ^ hash >>> 29) * MULTIPLIER >>> 32;
    }

    private static boolean isFirstFrame(RoutingId id, OutgoingMessage message) {
        int size = id.size();
        if (message.size(0) != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (id.byteAt(i) != message.byteAt(0, i)) {
                return false;
            }
        }
        return true;
    }

    /** Which ids there are, for messages to people. */
    @Override
    public String toString() {
        return Arrays.stream(ids).filter(id -> id != null).toList().toString();
    }
}
