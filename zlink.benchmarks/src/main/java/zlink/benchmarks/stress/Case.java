package zlink.benchmarks.stress;

import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import zlink.benchmarks.run.RunResult;

/** Something to survive: messages sent and received under one kind of hardship, all of them checked. */
sealed interface Case permits StreamCase, CrowdCase, ChurnCase {

    /** What kind of hardship. */
    Kind kind();

    /** How many messages have to arrive. */
    long messages();

    /**
     * Does it and leaves nothing behind.
     *
     * @param watcher told now and then how many messages have been received; what it throws ends the case and is
     *     thrown on
     * @return what went wrong, or empty if every message came, once and in order
     * @throws InterruptedException if the calling thread is interrupted; all is closed then
     */
    Optional<RunResult.Failure> perform(LongConsumer watcher) throws InterruptedException;

    /** The kinds, as the report has them. */
    enum Kind {
        /** One thread sends, one receives. */
        STREAM("streams"),
        /** Many threads use each socket, are interrupted, and wait for less time than it takes. */
        CROWD("crowds"),
        /** Sockets connect, send and close, over and over. */
        CHURN("coming and going");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }

        String plural() {
            return plural;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
