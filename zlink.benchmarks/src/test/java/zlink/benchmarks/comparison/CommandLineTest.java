package zlink.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.benchmarks.program.ProgressStyle;
import zlink.benchmarks.program.WrongArgumentException;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Task.Kind;
import zlink.benchmarks.scenario.Transport;

class CommandLineTest {

    @Test
    void nothingAsksForEverySocketOnce() throws WrongArgumentException {
        Options options = CommandLine.parse();

        assertThat(options).isEqualTo(Options.defaults());
        assertThat(Plan.setups(options)).hasSize(7 * 3 * 8).doesNotHaveDuplicates();
        assertThat(Plan.tasks(options)).hasSize(5);
    }

    @Test
    void fullAsksForSeveralPairsAndNoLimitAsWell() throws WrongArgumentException {
        assertThat(Plan.setups(CommandLine.parse("--full"))).hasSize(7 * 3 * 8 * 4 * 2).doesNotHaveDuplicates();
        assertThat(Plan.setups(CommandLine.parse("--full", "--pairs", "2"))).hasSize(7 * 3 * 8 * 2);
    }

    @Test
    void selects() throws WrongArgumentException {
        Options options = CommandLine.parse("--pattern", "pushpull,PAIR", "--transport", "tcp", "--size", "64,24",
                "--pairs", "1,8", "--hwm", "0", "--peer", "libzmq,zlink-handler,zlink", "--measure", "rate,echo",
                "--rate", "500", "--rounds", "2", "--run", "20", "--warm-up", "30", "--timeout", "7", "--out", "x",
                "--floor", "libzmq=1.5", "--progress", "none");

        assertThat(options).isEqualTo(new Options(List.of(Pattern.PAIR, Pattern.PUSHPULL), List.of(Transport.TCP),
                List.of(64, 24), List.of(1, 8), List.of(0), List.of(Peer.ZLINK, Peer.ZLINK_HANDLER, Peer.LIBZMQ),
                List.of(Kind.ECHO, Kind.RATE), List.of(500), 2, Duration.ofMillis(20), Duration.ofMillis(30),
                Duration.ofSeconds(7), Map.of(Peer.LIBZMQ, 1.5), List.of(), Path.of("x"),
                ProgressStyle.NONE));
    }

    @Test
    void helpNamesWhatThereIs() {
        assertThat(CommandLine.HELP.lines()).allMatch(line -> line.length() <= 80);
        assertThat(CommandLine.HELP).contains(Arrays.stream(Pattern.values()).map(Enum::name).toList())
                .contains(Transport.SHARED.stream().map(Transport::toString).toList())
                .contains(Arrays.stream(Peer.values()).map(Peer::toString).toList())
                .contains(Arrays.stream(Kind.values()).map(Kind::toString).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "--patern PAIR | unknown option \"--patern\"; there are --pattern, --transport, --size, --pairs, --hwm, --peer,"
                + " --measure, --rate, --rounds, --run, --warm-up, --timeout, --out, --progress, --floor, --read,"
                + " --full and --help",
        "--pattern PAIRS | --pattern \"PAIRS\" is not one of PAIR, DEALER_DEALER, DEALER_ROUTER, ROUTER_ROUTER,"
                + " ROUTER_ROUTER_POLL, PUBSUB, PUSHPULL",
        "--transport udp | --transport \"udp\" is not one of inproc, ipc, tcp",
        "--read nowhere.csv | --read \"nowhere.csv\" is not a file that can be read",
        "--size 23 | --size \"23\" is not 24 to 16777216 bytes",
        "--pairs 65 | --pairs \"65\" is not 1 to 64 pairs",
        "--hwm -1 | --hwm \"-1\" is not 0 to 10000000 messages",
        "--floor zlink=2 | --floor \"zlink\" is not one of jeromq, libzmq, nio",
        "--floor jeromq | --floor \"\" is not a number above 0",
        "--floor jeromq=0 | --floor \"0\" is not a number above 0",
        "--floor jeromq=many | --floor \"many\" is not a number above 0",
        "--floor jeromq=2 --peer zlink,nio | --floor for jeromq, which --peer leaves out",
        "--peer zmq | --peer \"zmq\" is not one of zlink, zlink-object, zlink-handler, jeromq, libzmq, nio",
        "--measure speed | --measure \"speed\" is not one of throughput, echo, rate",
        "--rate 1k | --rate \"1k\" is not 1 to 10000000 messages per second",
        "--rounds 0 | --rounds \"0\" is not 1 to 1000 rounds",
        "--run 0 | --run \"0\" is not 1 to 60000 milliseconds",
        "--warm-up x | --warm-up \"x\" is not 1 to 60000 milliseconds",
        "--timeout 0 | --timeout \"0\" is not 1 to 3600 seconds",
        "--full=yes | --full has no value",
        "--out | --out needs a value",
        "--out= | --out \"\" is not the name of a directory"
    })
    void refusesNamingWhatIsAllowed(String line, String message) {
        assertThatThrownBy(() -> CommandLine.parse(line.split(" "))).isInstanceOf(WrongArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesAFileAsDirectory(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> CommandLine.parse("--out", file.toString()))
                .isInstanceOf(WrongArgumentException.class).hasMessageContaining("is not the name of a directory");
    }
}
