package zlink.benchmarks.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.benchmarks.program.ProgressStyle;
import zlink.benchmarks.program.WrongArgumentException;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Transport;

class CommandLineTest {

    @Test
    void nothingAsksForTheMatrix() throws WrongArgumentException {
        assertThat(CommandLine.parse()).isEqualTo(Options.defaults());
    }

    @Test
    void selects() throws WrongArgumentException {
        Options options = CommandLine.parse("--kind", "churn,stream", "--pattern", "PUSHPULL,pair", "--transport",
                "tcp", "--size", "64,8", "--messages", "2000", "--high-water-mark", "0,7", "--speculative", "off",
                "--rounds", "2", "--for", "90s", "--seed", "5", "--only", "9", "--timeout", "7", "--progress", "none");

        assertThat(options).isEqualTo(new Options(List.of(Case.Kind.STREAM, Case.Kind.CHURN),
                List.of(Pattern.PAIR, Pattern.PUSHPULL), List.of(Transport.TCP), List.of(64, 8), List.of(2_000),
                List.of(0, 7), List.of(Options.Speculation.OFF), 2, Optional.of(Duration.ofSeconds(90)), 5,
                Optional.of(9), Duration.ofSeconds(7), ProgressStyle.NONE));
    }

    @ParameterizedTest
    @CsvSource({"1s, 1", "30m, 1800", "2h, 7200", "1d, 86400"})
    void soaksForSomeTime(String text, long seconds) throws WrongArgumentException {
        assertThat(CommandLine.parse("--for", text).soak()).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void helpNamesWhatThereIs() {
        assertThat(CommandLine.HELP.lines()).allMatch(line -> line.length() <= 90);
        assertThat(CommandLine.HELP).contains(Options.PATTERNS.stream().map(Enum::name).toList())
                .contains(Arrays.stream(Transport.values()).map(Transport::toString).toList())
                .contains("stream", "crowd", "churn");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "--soak 30m | unknown option \"--soak\"; there are --kind, --pattern, --transport, --size, --messages,"
                + " --high-water-mark, --speculative, --rounds, --for, --seed, --only, --timeout, --progress and"
                + " --help",
        "--for 30 | --for \"30\" is not a time such as 90s, 30m, 2h or 1d, of at most 365d",
        "--for m | --for \"m\" is not a time",
        "--for= | --for \"\" is not a time",
        "--for 0s | --for \"0s\" is not a time",
        "--for -5m | --for \"-5m\" is not a time",
        "--for 9999999999999999h | --for \"9999999999999999h\" is not a time",
        "--for 366d | --for \"366d\" is not a time",
        "--kind flood | --kind \"flood\" is not one of stream, crowd, churn",
        "--high-water-mark -1 | --high-water-mark \"-1\" is not 0 to 1000000000 messages",
        "--speculative maybe | --speculative \"maybe\" is not one of on, off",
        "--only 0 | --only \"0\" is not 1 to",
        "--progress line | --progress \"line\" is not one of lines, none"
    })
    void refusesNamingWhatIsAllowed(String line, String message) {
        assertThatThrownBy(() -> CommandLine.parse(line.split(" "))).isInstanceOf(WrongArgumentException.class)
                .hasMessageContaining(message);
    }
}
