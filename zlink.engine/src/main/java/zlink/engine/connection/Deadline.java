package zlink.engine.connection;

import zlink.engine.loop.Timers;

/** When the state a connection is in has lasted too long; at most one at a time. Loop thread only. */
final class Deadline {
    private final Timers timers;
    private Timers.Timer timer; // null while there is none

    Deadline(Timers timers) {
        this.timers = timers;
    }

    /** Does something then, in place of what was to be done before. */
    void replace(long atNs, Runnable action) {
        cancel();
        timer = timers.at(atNs, () -> {
            timer = null;
            action.run();
        });
    }

    /** Takes as long as it likes. */
    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
