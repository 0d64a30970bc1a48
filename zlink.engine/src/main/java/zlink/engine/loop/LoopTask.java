package zlink.engine.loop;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something an {@link IoLoop} does on request, such as arming a channel: a set of bits that any thread may add to,
 * handed to the loop once however many threads ask. Allocates nothing.
 */
public abstract class LoopTask {
    private final IoLoop loop;
    private final AtomicInteger requested = new AtomicInteger();
    LoopTask nextTask; // link of the loop's stack, owned by whoever made the bits non-zero

    /** A task of one loop. */
    protected LoopTask(IoLoop loop) {
        this.loop = loop;
    }

    /** The loop it runs on. */
    public final IoLoop loop() {
        return loop;
    }

    /** Asks for {@link #perform} with at least these bits, soon. Any thread; a full fence. */
    public final void request(int bits) {
        if (requested.getAndAccumulate(bits, (old, more) -> old | more) == 0) {
            loop.push(this);
        }
    }

    final void run() {
        perform(requested.getAndSet(0));
    }

    /** Does what was asked for since the last time. On the loop. */
    protected abstract void perform(int bits);
}
