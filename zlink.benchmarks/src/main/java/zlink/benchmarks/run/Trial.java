package zlink.benchmarks.run;

import zlink.benchmarks.link.Link;

/** The work of a run's two threads. One thread calls {@link #near}, another {@link #far}, each once. */
interface Trial {

    /** What the thread at the near end does. */
    void near() throws Exception;

    /** What the thread at the far end does. */
    void far() throws Exception;

    /** How many messages have been received so far, roughly; for any thread. */
    long progress();

    /** The outcome, once both have returned. */
    Measured measured();

    /** The trial a run asks for. */
    static Trial of(Run run, Link link) {
        return switch (run.kind()) {
            case STREAM -> new Stream(link, run.messages(), run.cell().bytes());
            case ECHO -> new Echo(link, run.messages(), run.cell().bytes());
        };
    }
}
