package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTypeTest {
    @ParameterizedTest
    @CsvSource({
        "100, PT0.1S", "0, PT0S", "100ms, PT0.1S", "' 50 us ', PT0.00005S",
        "50 µs, PT0.00005S", "7 ns, PT0.000000007S",
        "1_000 ms, PT1S", "2 s, PT2S", "3 min, PT3M", "1 h, PT1H", "PT1.5S, PT1.5S",
    })
    void readsLengthsOfTime(String text, Duration expected) {
        assertThat(OptionType.DURATION.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "forever", "NEVER", " Forever "})
    void readsTheTimeThatNeverEnds(String text) {
        assertThat(OptionType.DURATION.parse(text)).isSameAs(SocketOption.FOREVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "1 day", "-5", "1.5 s", "1 s 2", "99999999999999999999", "_"})
    void readsNothingElseAsALengthOfTime(String text) {
        assertThatThrownBy(() -> OptionType.DURATION.parse(text)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT1S", "PT100S", "PT0.1S", "PT1.001S", "PT0.00005S", "PT0.000000001S",
        "PT1.000000001S"})
    void writesLengthsOfTimeAsItReadsThem(Duration value) {
        assertThat(OptionType.DURATION.parse(OptionType.DURATION.format(value))).isEqualTo(value);
    }

    @Test
    void writesLengthsOfTimeInTheLargestWholeUnit() {
        assertThat(OptionType.DURATION.format(Duration.ofSeconds(30))).isEqualTo("30 s");
        assertThat(OptionType.DURATION.format(Duration.ofMillis(1500))).isEqualTo("1500 ms");
        assertThat(OptionType.DURATION.format(Duration.ofNanos(50_000))).isEqualTo("50 µs");
        assertThat(OptionType.DURATION.format(Duration.ofNanos(1))).isEqualTo("1 ns");
        assertThat(OptionType.DURATION.format(SocketOption.FOREVER)).isEqualTo("forever");
        assertThat(OptionType.DURATION.format(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))).isNotBlank();
        assertThat(OptionType.DURATION.format(Duration.ofSeconds(Long.MIN_VALUE))).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1024, 1024", "64 KiB, 65536", "64MiB, 67108864", "2 GiB, 2147483648", "1_000 B, 1000",
        "-1, -1"})
    void readsNumbersOfBytes(String text, long expected) {
        assertThat(OptionType.LONG_BYTES.parse(text)).isEqualTo(expected);
        assertThat(OptionType.LONG_BYTES.parse(OptionType.LONG_BYTES.format(expected))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KiB", "1 KB", "1.5 KiB", "9223372036854775807 KiB"})
    void readsNothingElseAsANumberOfBytes(String text) {
        assertThatThrownBy(() -> OptionType.LONG_BYTES.parse(text)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void refusesMoreBytesThanAnIntHolds() {
        assertThatThrownBy(() -> OptionType.INT_BYTES.parse("2 GiB")).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void readsTruthAsJavaAndAsLibzmqWriteIt() {
        assertThat(List.of("true", "1", " TRUE ")).allMatch(OptionType.BOOLEAN::parse);
        assertThat(List.of("false", "0")).noneMatch(OptionType.BOOLEAN::parse);
        assertThatThrownBy(() -> OptionType.BOOLEAN.parse("yes")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsAndWritesListsOfRanges() {
        List<AddressRange> ranges = List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("::1/128"));
        assertThat(OptionType.ADDRESS_RANGES.parse("10.0.0.0/8 , ::1")).isEqualTo(ranges);
        assertThat(OptionType.ADDRESS_RANGES.parse(OptionType.ADDRESS_RANGES.format(ranges))).isEqualTo(ranges);
        assertThat(OptionType.ADDRESS_RANGES.parse(" ")).isEmpty();
    }

    @Test
    void readsAndWritesProperties() {
        Map<String, String> properties = Map.of("X-a", "1", "X-b", "x=y");
        assertThat(OptionType.PROPERTIES.parse("X-a=1, X-b = x=y")).isEqualTo(properties);
        assertThat(OptionType.PROPERTIES.format(properties)).isEqualTo("X-a=1,X-b=x=y");
        assertThatThrownBy(() -> OptionType.PROPERTIES.parse("X-a")).hasMessageContaining("X-a");
    }

    @Test
    void readsAndWritesMessagesOfOneFrame() {
        assertThat(OptionType.MESSAGE.parse("hello")).isEqualTo(Message.of("hello"));
        assertThat(OptionType.MESSAGE.format(Message.of("hello"))).isEqualTo("hello");
        assertThat(OptionType.MESSAGE.format(Message.of("a", "b"))).isEqualTo(Message.of("a", "b").toString());
    }

    @ParameterizedTest
    @CsvSource({"rw-rw----, rw-rw----", "660, rw-rw----", "' 0640 ', rw-r-----", "777, rwxrwxrwx", "000, ---------",
        "421, r---w---x"})
    void readsPermissionsAsLsShowsThemAndAsChmodTakesThem(String text, String shown) {
        Set<PosixFilePermission> permissions = OptionType.FILE_PERMISSIONS.parse(text);
        assertThat(permissions).isEqualTo(PosixFilePermissions.fromString(shown));
        assertThat(OptionType.FILE_PERMISSIONS.format(permissions)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "66", "1660", "888", "rw-rw", "u+rw", "rw-rw---t", "-660"})
    void readsNothingElseAsPermissions(String text) {
        assertThatThrownBy(() -> OptionType.FILE_PERMISSIONS.parse(text)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void canBeMadeForOtherValues() {
        OptionType<Character> letters = OptionType.of("letter", Character.class, text -> text.charAt(0),
                String::valueOf);
        assertThat(letters.parse("xy")).isEqualTo('x');
        assertThat(letters.accepts("x")).isFalse();
        assertThat(letters).hasToString("letter");
    }
}
