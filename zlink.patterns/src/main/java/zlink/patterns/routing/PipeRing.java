package zlink.patterns.routing;

import java.util.Arrays;
import zlink.engine.pipe.Pipe;

/**
 * Pipes in a circle, in the order in which they came.
 *
 * <p>Joining and leaving keep the others in order, so going round once meets each exactly once: that is what makes
 * shares equal. Links are array indices; only growing allocates. Guarded by its owner's lock.
 */
final class PipeRing {
    private static final int NONE = -1;

    private Pipe[] pipes = new Pipe[4];
    private int[] next = new int[4];     // of a free place: the next free one
    private int[] previous = new int[4];
    private int free = NONE;
    private int used; // places from here on have never been taken
    private int current = NONE;
    private int size;

    /** Puts a pipe where it comes last: behind all others, seen from the current one. Returns its place. */
    int add(Pipe pipe) {
        int place = takePlace();
        pipes[place] = pipe;
        if (current == NONE) {
            next[place] = place;
            previous[place] = place;
            current = place;
        } else {
            int last = previous[current];
            next[last] = place;
            previous[place] = last;
            next[place] = current;
            previous[current] = place;
        }
        size++;
        return place;
    }

    /** Takes a pipe out of its place; if it was the current one, the next becomes that. */
    void remove(int place) {
        int after = next[place];
        int before = previous[place];
        next[before] = after;
        previous[after] = before;
        if (place == current) {
            current = after == place ? NONE : after;
        }
        pipes[place] = null;
        next[place] = free;
        free = place;
        size--;
    }

    /** The pipe whose turn it is, or null if there is none. */
    Pipe current() {
        int place = current;
        return place == NONE ? null : pipes[place];
    }

    /** Goes on to the next pipe; there is one. */
    void advance() {
        current = next[current];
    }

    int size() {
        return size;
    }

    private int takePlace() {
        int place = free;
        if (place != NONE) {
            free = next[place];
            return place;
        }
        if (used == pipes.length) {
            pipes = Arrays.copyOf(pipes, 2 * used);
            next = Arrays.copyOf(next, 2 * used);
            previous = Arrays.copyOf(previous, 2 * used);
        }
        return used++;
    }
}
