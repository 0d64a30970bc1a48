package zlink.benchmarks.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.benchmarks.program.WrongArgumentException;
import zlink.benchmarks.run.Run;
import zlink.benchmarks.run.Run.Kind;

class PlanTest {

    @Test
    void goesThroughAllCellsBeforeItBeginsAgain() throws WrongArgumentException {
        List<Run> runs = Plan.of(CommandLine.parse("--rounds", "2"));

        assertThat(runs).hasSize(2 * 36 * 4).doesNotHaveDuplicates();
        assertThat(runs.subList(0, 36 * 4)).allMatch(run -> run.round() == 1);
        assertThat(runs.subList(0, 4)).extracting(Run::task)
                .containsExactly("2 000 messages", "10 000 messages", "200 000 messages", "10 000 round trips");
    }

    @Test
    void largeMessagesMakeFewerRoundTrips() throws WrongArgumentException {
        assertThat(Plan.of(CommandLine.parse("--pattern", "PAIR", "--transport", "tcp", "--size",
                "64,65536,1048576,16777216", "--rounds", "1")).stream().filter(run -> run.kind() == Kind.ECHO)
                .map(Run::messages)).containsExactly(10_000, 4_096, 256, 200);
    }
}
