package zlink.engine.loop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;

/** Things to do later on one loop. Loop thread only. */
public final class Timers {
    private final PriorityQueue<Timer> queue = new PriorityQueue<>();
    private final Deque<Timer> due = new ArrayDeque<>(); // of the turn under way; what is left if an action failed
    private long sequence;

    /** Runs an action once its time has come; the returned timer can be cancelled. */
    public Timer at(long deadlineNs, Runnable action) {
        Timer timer = new Timer(deadlineNs, sequence++, action);
        queue.add(timer);
        return timer;
    }

    /**
     * Runs what is due, in the order of their times. What these actions add is for the next turn, even if it is due:
     * one that always adds another keeps the loop from nothing else.
     */
    int fire(long nowNs) {
        for (Timer timer = queue.peek(); timer != null && timer.deadlineNs - nowNs <= 0; timer = queue.peek()) {
            due.add(queue.poll());
        }
        int fired = 0;
        for (Timer timer = due.poll(); timer != null; timer = due.poll()) {
            Runnable action = timer.action;
            if (action != null) { // not cancelled by one before it
                timer.action = null;
                fired++;
                action.run();
            }
        }
        return fired;
    }

    /** Nanoseconds until the next timer, {@link Long#MAX_VALUE} if there is none. */
    long untilNext(long nowNs) {
        if (!due.isEmpty()) {
            return 0;
        }
        Timer timer = queue.peek();
        return timer == null ? Long.MAX_VALUE : Math.max(0, timer.deadlineNs - nowNs);
    }

    /** One thing to do later. */
    public final class Timer implements Comparable<Timer> {
        private final long deadlineNs;
        private final long order;
        private Runnable action; // null once run or cancelled

        private Timer(long deadlineNs, long order, Runnable action) {
            this.deadlineNs = deadlineNs;
            this.order = order;
            this.action = action;
        }

        /** Forgets the action if it has not run; idempotent. */
        public void cancel() {
            if (action != null) {
                action = null;
                queue.remove(this);
            }
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(deadlineNs - other.deadlineNs, 0); // nanoTime may wrap
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
