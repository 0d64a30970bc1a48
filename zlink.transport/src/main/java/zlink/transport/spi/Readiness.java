package zlink.transport.spi;

import java.nio.channels.SelectableChannel;

/**
 * How the engine learns that a listener or connection can make progress: either a channel for the I/O loop's
 * selector, or a source that signals by itself (shared memory, a test).
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
    }

    /** The engine's end of a {@link Signalled} source; callable from any thread, never blocks. */
    interface Signal {

        /** Says that the given operations can make progress. */
        void ready(int operations);
    }
}
