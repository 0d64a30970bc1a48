package zlink.benchmarks.demonstration;

import zlink.benchmarks.run.Run;
import zlink.benchmarks.run.RunResult;

/** Told what happens while it happens. */
interface Progress {

    /** A run begins: the so-manieth, from 1. */
    void started(Run run, int number);

    /** So many messages of it have been received. */
    void moved(long messages);

    /** It has ended. */
    void finished(RunResult result);

    /** No more runs. */
    void ended();
}
