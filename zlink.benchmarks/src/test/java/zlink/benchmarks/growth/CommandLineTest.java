package zlink.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.benchmarks.program.ProgressStyle;
import zlink.benchmarks.program.WrongArgumentException;

class CommandLineTest {

    @Test
    void nothingAsksForEverything() throws WrongArgumentException {
        Options options = CommandLine.parse();

        assertThat(options).isEqualTo(Options.defaults());
        assertThat(options.studies()).hasSize(4 + 3 * 2 + 2 + 1).doesNotHaveDuplicates();
    }

    @Test
    void selects() throws WrongArgumentException {
        Options options = CommandLine.parse("--case", "sockets,fan-out", "--connections", "7", "--subscribers", "3,4",
                "--size", "24", "--sockets", "2,6", "--spread", "12", "--rounds", "2", "--run", "5", "--warm-up", "6",
                "--timeout", "7", "--out", "there", "--progress", "none");

        assertThat(options).isEqualTo(new Options(List.of(Case.FAN_OUT, Case.SOCKETS), List.of(7), List.of(3, 4),
                List.of(24), List.of(2, 6), 12, 2, Duration.ofMillis(5), Duration.ofMillis(6), Duration.ofSeconds(7),
                Path.of("there"), ProgressStyle.NONE));
        assertThat(options.studies()).containsExactly(new FanOutStudy(3, 24), new FanOutStudy(4, 24),
                new SocketsStudy(12, List.of(2, 6)));
    }

    @Test
    void helpNamesWhatThereIs() {
        assertThat(CommandLine.HELP.lines()).allMatch(line -> line.length() <= 90);
        assertThat(CommandLine.HELP).contains(Arrays.stream(Case.values()).map(Case::toString).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "--cases idle | unknown option \"--cases\"; there are --case, --connections, --subscribers, --size,"
                + " --sockets, --spread, --rounds, --run, --warm-up, --timeout, --out, --progress and --help",
        "--case busy | --case \"busy\" is not one of idle, fan-out, slow, sockets",
        "--connections 0 | --connections \"0\" is not 1 to 100000 connections",
        "--subscribers 1001 | --subscribers \"1001\" is not 1 to 1000 subscribers",
        "--size 23 | --size \"23\" is not 24 to 1048576 bytes",
        "--sockets 3 | --spread \"1000\" is not a multiple of 3 sockets",
        "--spread 10 | --spread \"10\" is not a multiple of 1000 sockets; choose another number, or the sockets by",
        "--rounds many | --rounds \"many\" is not 1 to 1000 rounds",
        "--progress loud | --progress \"loud\" is not one of line, lines, none"
    })
    void refusesNamingWhatIsAllowed(String line, String message) {
        assertThatThrownBy(() -> CommandLine.parse(line.split(" "))).isInstanceOf(WrongArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatNeedsMoreDescriptorsThanThereAreIsRefused() throws WrongArgumentException {
        List<Study> studies = CommandLine.parse("--case", "idle", "--connections", "10,5000").studies();

        Descriptors.check(studies, 5_200);
        assertThatThrownBy(() -> Descriptors.check(studies, 5_199)).isInstanceOf(WrongArgumentException.class)
                .hasMessage("idle, 5 000 connections: needs 5200 file descriptors in one process, and the limit is"
                        + " 5199; raise it (ulimit -Hn 5200 as root) or choose less by --connections, --subscribers or"
                        + " --spread");
    }
}
