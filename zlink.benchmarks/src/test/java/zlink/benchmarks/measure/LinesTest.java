package zlink.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import zlink.benchmarks.measure.Outcome.Allocated;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

/** What goes between the comparison and its workers. */
class LinesTest {
    private static final Setup SETUP = new Setup(new Cell(Pattern.ROUTER_ROUTER_POLL, Transport.IPC, 64), 4, 0);

    @Test
    void ordersArriveAsTheyWereGiven() {
        for (Task task : new Task[] {Task.THROUGHPUT, Task.ECHO, Task.at(100_000)}) {
            Order order = new Order(SETUP, task, 1_234);

            assertThat(Order.parse(order.line())).isEqualTo(order);
        }
    }

    @Test
    void ordersAreReadableForTheProgramInC() {
        assertThat(new Order(SETUP, Task.ECHO, 7).line()).isEqualTo("task=ECHO pattern=ROUTER_ROUTER_POLL"
                + " transport=IPC bytes=64 pairs=4 hwm=0 messages=7 rate=0");
    }

    @Test
    void outcomesArriveAsTheyWereFound() {
        Outcome known = new Outcome(10, 20, 30, 35, new Allocated(1, 2, 3), 40, new Percentiles(5, 6, 7, 8));
        Outcome unknown = new Outcome(10, 20, 30, Outcome.UNKNOWN, Allocated.UNKNOWN, Outcome.UNKNOWN,
                Percentiles.UNKNOWN);

        assertThat(Outcome.parse(known.line())).isEqualTo(known);
        assertThat(Outcome.parse(unknown.line())).isEqualTo(unknown);
        assertThat(unknown.allocated().total()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> Outcome.parse("messages=1")).hasMessage("no elapsed_ns in \"messages=1\"");
        assertThatThrownBy(() -> Order.parse("rubbish")).hasMessage("\"rubbish\" in \"rubbish\" is no name=value");
    }
}
