package zlink.benchmarks.demonstration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.benchmarks.program.Arguments;
import zlink.benchmarks.program.ProgressStyle;
import zlink.benchmarks.program.WrongArgumentException;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Transport;

class CommandLineTest {

    @Test
    void nothingAsksForEverything() throws WrongArgumentException {
        Options options = CommandLine.parse();

        assertThat(options).isEqualTo(Options.defaults());
        assertThat(Plan.of(options)).hasSize(36 * 4 * options.rounds());
    }

    @Test
    void selects() throws WrongArgumentException {
        Options options = CommandLine.parse("--pattern", "PUBSUB,pair", "--transport", "tcp", "--size", "64,8",
                "--messages", "2000", "--rounds", "2", "--speculative", "off", "--html", "x.html", "--timeout", "7",
                "--progress", "none");

        assertThat(options).isEqualTo(new Options(List.of(Pattern.PAIR, Pattern.PUBSUB), List.of(Transport.TCP),
                List.of(64, 8), List.of(2_000), 2, false, Path.of("x.html"), Duration.ofSeconds(7),
                ProgressStyle.NONE));
    }

    @Test
    void valuesMayFollowAnEqualsSign() throws WrongArgumentException {
        assertThat(CommandLine.parse("--pattern=dealer-router", "--size=64").patterns())
                .containsExactly(Pattern.DEALER_ROUTER);
    }

    @Test
    void theLastOfTheSameOptionCounts() throws WrongArgumentException {
        assertThat(CommandLine.parse("--rounds", "2", "--rounds", "5").rounds()).isEqualTo(5);
    }

    @Test
    void asksForHelp() {
        assertThat(Arguments.askForHelp("--rounds", "x", "--help")).isTrue();
        assertThat(Arguments.askForHelp("--rounds", "1")).isFalse();
    }

    @Test
    void helpNamesWhatThereIs() {
        assertThat(CommandLine.HELP.lines()).allMatch(line -> line.length() <= 80);
        assertThat(CommandLine.HELP).contains(Options.PATTERNS.stream().map(Enum::name).toList())
                .contains(Arrays.stream(Transport.values()).map(Transport::toString).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "--patern PAIR | unknown option \"--patern\"; there are --pattern, --transport, --size, --messages, --rounds,"
                + " --speculative, --timeout, --html, --progress and --help",
        "PAIR | unknown option \"PAIR\"; there are",
        "--rounds | --rounds needs a value",
        "--pattern PAIRS | --pattern \"PAIRS\" is not one of PAIR, DEALER_DEALER, DEALER_ROUTER, ROUTER_ROUTER,"
                + " ROUTER_ROUTER_POLL, PUBSUB",
        "--pattern PAIR, | --pattern \"\" is not one of",
        "--pattern PUSHPULL | --pattern \"PUSHPULL\" is not one of PAIR",
        "--transport udp | --transport \"udp\" is not one of inproc, ipc, tcp",
        "--size 7 | --size \"7\" is not 8 to 16777216 bytes",
        "--size 1k | --size \"1k\" is not 8 to",
        "--messages 0 | --messages \"0\" is not 1 to 100000000 messages",
        "--rounds 99999999999 | --rounds \"99999999999\" is not 1 to 1000 rounds",
        "--timeout -1 | --timeout \"-1\" is not 1 to 3600 seconds",
        "--speculative yes | --speculative \"yes\" is not one of on, off",
        "--progress loud | --progress \"loud\" is not one of line, lines, none",
        "--html= | --html \"\" is not the name of a file"
    })
    void refusesNamingWhatIsAllowed(String line, String message) {
        assertThatThrownBy(() -> CommandLine.parse(line.split(" "))).isInstanceOf(WrongArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesADirectoryAsPage(@TempDir Path directory) {
        assertThatThrownBy(() -> CommandLine.parse("--html", directory.toString()))
                .isInstanceOf(WrongArgumentException.class).hasMessageContaining("is not the name of a file");
    }
}
