package zlink.benchmarks.growth;

import java.util.List;
import zlink.benchmarks.worker.WorkerFailedException;

/** One thing to measure; equal to another one that measures the same. */
sealed interface Study permits IdleStudy, FanOutStudy, SlowStudy, SocketsStudy {

    /** What grows. */
    Case kind();

    /** How many file descriptors one of its processes needs, with some to spare. */
    int descriptors();

    /** What it is made for, in the order in which it is shown. */
    List<Question> questions();

    /** Does it. A subject that fails is reported to the bench and costs the others nothing. */
    void perform(Bench bench) throws WorkerFailedException, InterruptedException;

    /** How far it has grown, such as {@code 100 connections}. */
    @Override
    String toString();
}
