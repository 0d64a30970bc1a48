package zlink.benchmarks.measure;

import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

/**
 * One measurement that a worker has to do, on fresh sockets.
 *
 * @param setup the sockets
 * @param task what is measured
 * @param messages how many messages, or round trips, through each pair
 */
public record Order(Setup setup, Task task, int messages) {

    /** The order in a line. */
    public static Order parse(String line) {
        Fields fields = Fields.parse(line);
        Cell cell = new Cell(Pattern.valueOf(fields.text("pattern")), Transport.valueOf(fields.text("transport")),
                (int) fields.number("bytes"));
        return new Order(new Setup(cell, (int) fields.number("pairs"), (int) fields.number("hwm")),
                new Task(Task.Kind.valueOf(fields.text("task")), (int) fields.number("rate")),
                (int) fields.number("messages"));
    }

    /** The line for this order. */
    public String line() {
        return new Fields().with("task", task.kind().name())
                .with("pattern", setup.cell().pattern().name())
                .with("transport", setup.cell().transport().name())
                .with("bytes", setup.cell().bytes())
                .with("pairs", setup.pairs())
                .with("hwm", setup.highWaterMark())
                .with("messages", messages)
                .with("rate", task.perSecond()).toString();
    }

    @Override
    public String toString() {
        return setup + ", " + task + ", " + messages + " messages through each pair";
    }
}
