package zlink.engine.loop;

import java.util.PriorityQueue;

/** Things to do later on one loop. Loop thread only. */
public final class Timers {
    private final PriorityQueue<Timer> queue = new PriorityQueue<>();
    private long sequence;

    /** Runs an action once its time has come; the returned timer can be cancelled. */
    public Timer at(long deadlineNs, Runnable action) {
        Timer timer = new Timer(deadlineNs, sequence++, action);
        queue.add(timer);
        return timer;
    }

    /** Runs what is due, in the order of their times. */
    int fire(long nowNs) {
        int fired = 0;
        for (Timer timer = queue.peek(); timer != null && (timer.action == null || timer.deadlineNs - nowNs <= 0);
                timer = queue.peek()) {
            queue.poll();
            Runnable action = timer.action;
            if (action != null) {
                timer.action = null;
                action.run();
                fired++;
            }
        }
        return fired;
    }

    /** Nanoseconds until the next timer, {@link Long#MAX_VALUE} if there is none. */
    long untilNext(long nowNs) {
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
