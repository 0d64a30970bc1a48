package zlink.engine.poll;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Registrations to look at: pushed from any thread, taken all at once by the thread that waits.
 *
 * <p>Links are in the registrations, so nothing is allocated; {@link PollRegistration#enqueue} sees to it that one is
 * in it at most once. Lock-free; a Treiber stack whose only pop takes everything and so has no ABA problem.
 * Tested by PollRaces.Stack in zlink.races.
 */
final class ReadyStack {
    private final AtomicReference<PollRegistration> top = new AtomicReference<>();

    /** Adds a registration; a full fence. */
    void push(PollRegistration registration) {
        PollRegistration below;
        do {
            below = top.get();
            registration.below = below;
        } while (!top.compareAndSet(below, registration));
    }

    boolean isEmpty() {
        return top.get() == null;
    }

    /** Takes all, linked from the first pushed to the last; null if there is none. */
    PollRegistration takeAll() {
        if (top.get() == null) {
            return null;
        }
        PollRegistration rest = top.getAndSet(null);
        PollRegistration first = null;
        while (rest != null) {
            PollRegistration below = rest.below;
            rest.below = first;
            first = rest;
            rest = below;
        }
        return first;
    }
}
