package zlink.transport.spi;

import java.nio.channels.SelectableChannel;
import java.util.Optional;

/**
 * How the engine learns that a listener or connection can make progress: a channel for the I/O loop's selector, a
 * source that signals by itself (a device's thread, a test), or one that shows it where no selector looks (shared
 * memory), with a channel as the doorbell for a loop that waits.
 */
public sealed interface Readiness {

    /** Interest in, or readiness for, reading, or accepting. */
    int READ = 1;

    /** Interest in, or readiness for, writing, or the end of connecting. */
    int WRITE = 2;

    /**
     * Readiness reported by the I/O loop's selector; the channel is non-blocking and stays the same for good.
     *
     * <p>As the JDK has it, a {@code SocketChannel} reports the end of connecting to {@code OP_CONNECT} and room to
     * write to {@code OP_WRITE}, never the other way round: while a connection of it is pending,
     * {@link Readiness#WRITE} stands for the former, and for a {@code ServerSocketChannel} {@link Readiness#READ} for
     * {@code OP_ACCEPT}.
     */
    record Selectable(SelectableChannel channel) implements Readiness { }

    /**
     * Readiness reported by the transport itself.
     *
     * <p>Level-triggered: while an interest is set and its condition holds, {@link Signal#ready} has been or will
     * be called after the interest was set, also if the condition held before. Spurious signals are allowed.
     */
    non-sealed interface Signalled extends Readiness {

        /** Called once, before any interest is set, on an I/O loop. */
        void attach(Signal signal);

        /** Replaces the interest: {@link Readiness#READ}, {@link Readiness#WRITE}, both or 0. On the I/O loop. */
        void interest(int operations);

        /**
         * A channel whose readiness counts like a signal from now on, as that of a {@link Selectable} does; the same
         * for good once there is one. On the I/O loop, which asks when it has attached itself and after every signal.
         *
         * <p>It may be one that another source had before, which has been closed: its loop may be about to let it go.
         */
        default Optional<SelectableChannel> channel() {
            return Optional.empty();
        }
    }

    /**
     * Readiness that shows elsewhere than in a channel: the loop looks there itself, and waits at a channel that the
     * peer makes readable only for somebody who has said that he waits.
     *
     * <p>Level-triggered: what {@link #arm} returns is possible already; the loop passes it on and arms again before it
     * waits. If {@code arm} returns 0, the channel is or becomes readable when one of the operations becomes possible,
     * also if that is while {@code arm} runs. The loop arms when the interest is set, replaced or withdrawn, when the
     * channel is readable, and once more after each time it has passed operations on; so {@code arm} also takes from
     * the channel what makes it readable, at the latest before it returns 0, but for its end, which makes every
     * operation possible. Spurious rings and operations are allowed.
     *
     * <p>That nobody sleeps through a change needs an order on both sides: {@code arm} takes the rings there are, says
     * that it waits, and then looks, with a full fence before the look; the peer makes its change, then looks whether
     * somebody waits, again with a full fence before the look, and rings if so. Whichever is second sees what the other
     * did. A ring that is taken after saying that one waits could be the only one.
     */
    non-sealed interface Doorbell extends Readiness {

        /**
         * What the loop's selector waits at, for reading, while an interest is set; non-blocking and the same for
         * good. The loop itself never reads from it.
         */
        SelectableChannel channel();

        /**
         * Replaces the operations that the doorbell is to be rung for, takes the rings there are, and looks. On the
         * I/O loop; other threads may read and write meanwhile. Never blocks; what fails here makes the operations
         * possible that will say so.
         *
         * @param operations {@link Readiness#READ}, {@link Readiness#WRITE}, both, or 0: nobody waits any more
         * @return those of them that are possible already
         */
        int arm(int operations);
    }

    /** The engine's end of a {@link Signalled} source; callable from any thread, never blocks. */
    interface Signal {

        /** Says that the given operations can make progress. */
        void ready(int operations);
    }
}
