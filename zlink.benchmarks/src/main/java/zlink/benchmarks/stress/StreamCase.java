package zlink.benchmarks.stress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import zlink.benchmarks.link.ZlinkLinks;
import zlink.benchmarks.run.Run;
import zlink.benchmarks.run.RunResult;
import zlink.benchmarks.run.Runner;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;

/**
 * One thread sends as fast as it can, one receives.
 *
 * @param pattern through which sockets
 * @param bytes of each message
 * @param count how many messages
 * @param consumer how they are received
 * @param hardship what the sockets live with
 * @param limit how long it may take
 */
record StreamCase(Pattern pattern, int bytes, int count, Consumer consumer, Hardship hardship, Duration limit)
        implements Case {

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }

    @Override
    public long messages() {
        return count;
    }

    @Override
    public Optional<RunResult.Failure> perform(LongConsumer watcher) throws InterruptedException {
        ZlinkLinks links = new ZlinkLinks(hardship.options());
        Runner runner = new Runner(cell -> new PacedLink(links.open(cell), consumer), limit);
        Cell cell = new Cell(pattern, hardship.transport(), bytes);
        return runner.execute(new Run(cell, Run.Kind.STREAM, count, 1), watcher).failure();
    }

    @Override
    public String toString() {
        return "stream " + pattern + " " + bytes + " B, " + count + " messages, " + consumer + " consumer, " + hardship;
    }
}
