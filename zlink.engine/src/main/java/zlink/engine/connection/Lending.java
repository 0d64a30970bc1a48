package zlink.engine.connection;

import zlink.engine.loop.Timers;

/** Looks after a read token that is lent to a caller, so that one who went away does not keep us deaf. Loop only. */
final class Lending {

    /** How long a caller may stay away before the loop reads for it. */
    private static final long LENDING_NS = 5_000_000L;

    private final WireConnection connection;
    private Timers.Timer timer; // null while nothing is lent

    Lending(WireConnection connection) {
        this.connection = connection;
    }

    /** The token has been lent. */
    void begin() {
        if (timer == null) {
            schedule();
        }
    }

    private void schedule() {
        timer = connection.loop().timers().at(connection.loop().nanoTime() + LENDING_NS, () -> {
            timer = null;
            if (connection.reader().takeBackIfUnused()) {
                schedule();
            }
        });
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
