package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SocketOptionTest {
    static List<SocketOption<?>> known() {
        return List.copyOf(SocketOption.known());
    }

    @Test
    void isKnownUnderTheNameOfItsConstant() throws IllegalAccessException {
        List<Object> constants = new ArrayList<>();
        for (Field field : SocketOption.class.getFields()) {
            if (field.getType() == SocketOption.class) {
                SocketOption<?> option = (SocketOption<?>) field.get(null);
                assertThat(option.name()).isEqualTo(field.getName());
                constants.add(option);
            }
        }
        assertThat(known()).containsExactlyInAnyOrderElementsOf(constants.stream()
                .<SocketOption<?>>map(constant -> (SocketOption<?>) constant).toList());
    }

    @Test
    void areOrderedByNameAndDifferInTheirLibzmqNames() {
        assertThat(known()).extracting(SocketOption::name).isSorted();
        assertThat(known()).flatMap(option -> option.libzmqName().stream().toList()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("known")
    void saysWhatItIs(SocketOption<?> option) {
        assertThat(option.description()).matches("[A-Z].*\\.");
        assertThat(option.range()).isNotBlank();
        assertThat(option.defaultText()).isNotBlank();
        assertThat(option.appliesTo()).isNotEmpty();
        assertThat(option).hasToString(option.name());
    }

    @ParameterizedTest
    @MethodSource("known")
    <T> void readsItsDefaultFromText(SocketOption<T> option) {
        option.defaultValue().ifPresent(value -> {
            assertThat(option.check(value)).isEqualTo(value);
            assertThat(option.parse(option.type().format(value))).isEqualTo(value);
        });
    }

    @ParameterizedTest
    @MethodSource("known")
    void refusesNull(SocketOption<?> option) {
        assertThatNullPointerException().isThrownBy(() -> option.check(null)).withMessage(option.name());
        assertThatNullPointerException().isThrownBy(() -> option.parse(null)).withMessage(option.name());
    }

    @ParameterizedTest
    @MethodSource("known")
    <T> void refusesValuesOfAnotherType(SocketOption<T> option) {
        @SuppressWarnings("unchecked") // what a raw type lets through
        SocketOption<Object> raw = (SocketOption<Object>) option;
        assertThatExceptionOfType(InvalidOptionException.class).isThrownBy(() -> raw.check(new StringBuilder()))
                .withMessageContaining(option.name());
    }

    @Test
    void haveTheDefaultsOfLibzmq() {
        SocketOptions options = SocketOptions.defaults();
        Map<SocketOption<?>, Object> expected = Map.ofEntries(
                Map.entry(SocketOption.AFFINITY, 0L),
                Map.entry(SocketOption.BACKLOG, 100),
                Map.entry(SocketOption.CONFLATE, false),
                Map.entry(SocketOption.HANDSHAKE_INTERVAL, Duration.ofSeconds(30)),
                Map.entry(SocketOption.HEARTBEAT_INTERVAL, Duration.ZERO),
                Map.entry(SocketOption.HEARTBEAT_TTL, Duration.ZERO),
                Map.entry(SocketOption.IMMEDIATE, false),
                Map.entry(SocketOption.INVERT_MATCHING, false),
                Map.entry(SocketOption.IPV6, false),
                Map.entry(SocketOption.PROBE_ROUTER, false),
                Map.entry(SocketOption.RECEIVE_HIGH_WATER_MARK, 1000),
                Map.entry(SocketOption.RECEIVE_TIMEOUT, SocketOption.FOREVER),
                Map.entry(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(100)),
                Map.entry(SocketOption.RECONNECT_INTERVAL_MAX, Duration.ZERO),
                Map.entry(SocketOption.REQ_CORRELATE, false),
                Map.entry(SocketOption.REQ_RELAXED, false),
                Map.entry(SocketOption.ROUTER_HANDOVER, false),
                Map.entry(SocketOption.ROUTER_MANDATORY, false),
                Map.entry(SocketOption.SEND_HIGH_WATER_MARK, 1000),
                Map.entry(SocketOption.SEND_TIMEOUT, SocketOption.FOREVER),
                Map.entry(SocketOption.STREAM_NOTIFY, true),
                Map.entry(SocketOption.TYPE_OF_SERVICE, 0));
        expected.forEach((option, value) ->
                assertThat((Object) options.get(option)).as(option.name()).isEqualTo(value));
        assertThat(List.of(SocketOption.ROUTING_ID, SocketOption.CONNECT_ROUTING_ID, SocketOption.SEND_BUFFER,
                SocketOption.RECEIVE_BUFFER, SocketOption.TCP_KEEPALIVE, SocketOption.TCP_KEEPALIVE_COUNT,
                SocketOption.TCP_KEEPALIVE_IDLE, SocketOption.TCP_KEEPALIVE_INTERVAL, SocketOption.HEARTBEAT_TIMEOUT,
                SocketOption.XPUB_WELCOME_MESSAGE)).allSatisfy(option -> assertThat(option.defaultValue()).isEmpty());
    }

    @Test
    void differFromLibzmqWhereItHasNoLimit() {
        SocketOptions options = SocketOptions.defaults();
        assertThat(options.get(SocketOption.LINGER)).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.get(SocketOption.MAX_MESSAGE_SIZE)).isEqualTo(64L << 20);
    }

    @Test
    void numbersOutsideTheirRangeAreRefusedWithTheRange() {
        refuses(SocketOption.SEND_HIGH_WATER_MARK, -1, "SEND_HIGH_WATER_MARK = -1: allowed is at least 0");
        refuses(SocketOption.BACKLOG, 0, "BACKLOG = 0: allowed is at least 1");
        refuses(SocketOption.MAX_MESSAGE_SIZE, -1L, "MAX_MESSAGE_SIZE = -1: allowed is at least 1, or 0 for no limit");
        refuses(SocketOption.TYPE_OF_SERVICE, 256, "TYPE_OF_SERVICE = 256: allowed is 0 to 255");
        refuses(SocketOption.BATCH_MAX_BYTES, 0, "BATCH_MAX_BYTES = 0: allowed is at least 1");
    }

    @Test
    void timesOutsideTheirRangeAreRefusedWithTheRange() {
        refuses(SocketOption.LINGER, Duration.ofMillis(-1), "LINGER = -1 ms: allowed is zero or longer, or FOREVER");
        refuses(SocketOption.RECONNECT_INTERVAL, Duration.ofNanos(-1),
                "RECONNECT_INTERVAL = -1 ns: allowed is longer than zero; NEVER or zero for never");
        refuses(SocketOption.BATCH_DELAY, Duration.ofMillis(1001), "BATCH_DELAY = 1001 ms: allowed is zero to 1 s");
        refuses(SocketOption.HEARTBEAT_TTL, Duration.ofMillis(6_553_501),
                "HEARTBEAT_TTL = 6553501 ms: allowed is zero to 6553500 ms");
        refuses(SocketOption.TCP_KEEPALIVE_IDLE, Duration.ZERO, "TCP_KEEPALIVE_IDLE = 0: allowed is 1 s to 32767 s");
    }

    private static <T> void refuses(SocketOption<T> option, T value, String message) {
        assertThatExceptionOfType(InvalidOptionException.class).isThrownBy(() -> option.check(value))
                .withMessage(message).extracting(InvalidOptionException::option).isEqualTo(option.name());
    }

    @Test
    void timesThatMeanTheSameHaveOneForm() {
        Duration longer = Duration.ofSeconds(Long.MAX_VALUE);
        assertThat(SocketOption.LINGER.check(longer)).isEqualTo(SocketOption.FOREVER);
        assertThat(SocketOption.LINGER.check(Duration.ZERO)).isZero();
        assertThat(SocketOption.RECONNECT_INTERVAL.check(Duration.ZERO)).isEqualTo(SocketOption.NEVER);
        assertThat(SocketOption.RECONNECT_INTERVAL.check(longer)).isEqualTo(SocketOption.NEVER);
        assertThat(SocketOption.CONNECT_TIMEOUT.check(Duration.ZERO)).isEqualTo(SocketOption.FOREVER);
        assertThat(SocketOption.TCP_KEEPALIVE_IDLE.check(Duration.ofMillis(1500))).isEqualTo(Duration.ofSeconds(2));
        assertThat(SocketOption.FOREVER.toNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void routingIdsOfTheKindRoutersMakeUpAreRefused() {
        RoutingId madeUp = RoutingId.of(new byte[] {0, 1, 2, 3, 4});
        refuses(SocketOption.ROUTING_ID, madeUp,
                "ROUTING_ID = 0x0001020304: allowed is 1 to 255 bytes, the first not zero");
        refuses(SocketOption.CONNECT_ROUTING_ID, madeUp,
                "CONNECT_ROUTING_ID = 0x0001020304: allowed is 1 to 255 bytes, the first not zero");
    }

    @Test
    void welcomeMessageHasOneFrame() {
        assertThat(SocketOption.XPUB_WELCOME_MESSAGE.check(Message.of("hi"))).isEqualTo(Message.of("hi"));
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> SocketOption.XPUB_WELCOME_MESSAGE.check(Message.of("a", "b")))
                .withMessageContaining("one frame");
    }

    @Test
    void metadataHasNamesOfItsOwnKind() {
        Map<String, String> longest = Map.of("X-" + "a".repeat(253), "");
        assertThat(SocketOption.METADATA.check(longest)).isEqualTo(longest);
        assertThat(SocketOption.METADATA.check(Map.of("x-a", ""))).containsKey("x-a");
        assertThat(List.of(Map.of("Socket-Type", "PUB"), Map.of("X-", ""), Map.of("X-a b", ""),
                Map.of("X-" + "a".repeat(254), ""), Map.of("X-a", "é".repeat(40_000)), Map.of("X-a", "", "x-A", "")))
                .allSatisfy(wrong -> assertThatExceptionOfType(InvalidOptionException.class)
                        .isThrownBy(() -> SocketOption.METADATA.check(wrong)).withMessageContaining("METADATA"));
    }

    @Test
    void filesHaveOwnersWithNamesAndPermissionsThatAreSome() {
        assertThat(SocketOption.IPC_FILE_OWNER.check(" feed ")).isEqualTo("feed");
        refuses(SocketOption.IPC_FILE_GROUP, " ",
                "IPC_FILE_GROUP =  : allowed is a name or number known to the system");
        assertThat(SocketOption.IPC_FILE_PERMISSIONS.parse("660"))
                .isEqualTo(SocketOption.IPC_FILE_PERMISSIONS.parse("rw-rw----")).hasSize(4);
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> SocketOption.IPC_FILE_PERMISSIONS.parse("666 please"))
                .withMessage("IPC_FILE_PERMISSIONS = \"666 please\": allowed is Set<PosixFilePermission>,"
                        + " permissions like rw-rw---- or 660");
    }

    @Test
    void textThatIsNoValueIsQuotedAndItsCauseKept() {
        assertThatExceptionOfType(InvalidOptionException.class).isThrownBy(() -> SocketOption.BACKLOG.parse("many"))
                .withMessage("BACKLOG = \"many\": allowed is int, at least 1")
                .withCauseInstanceOf(NumberFormatException.class);
    }

    @Test
    void valuesCannotBeChangedBehindTheOption() {
        List<AddressRange> ranges = new ArrayList<>(List.of(AddressRange.of("::1")));
        List<AddressRange> kept = SocketOption.TCP_ACCEPT_FILTER.check(ranges);
        ranges.clear();
        assertThat(kept).hasSize(1);
    }

    @Test
    void aPlugInDefinesItsOwn() {
        SocketOption<Integer> level = SocketOption.define("acme.level", OptionType.INT).unit("levels").defaultValue(3)
                .range("0 to 9", value -> value >= 0 && value <= 9).appliesTo(SocketType.PUSH, SocketType.PULL)
                .description("How hard to press.").build();
        SocketOptions options = SocketOptions.defaults().with(level, 4);
        assertThat(options.get(level)).isEqualTo(4);
        assertThat(level.defaultText()).isEqualTo("3");
        assertThat(level.libzmqName()).isEmpty();
        assertThat(level.appliesTo()).containsExactly(SocketType.PULL, SocketType.PUSH);
        assertThat(SocketOption.known().contains(level)).isFalse();
        refuses(level, 10, "acme.level = 10: allowed is 0 to 9");
    }

    @Test
    void aPlugInsOptionHasANameThatIsNotOurs() {
        assertThatIllegalArgumentException().isThrownBy(() -> SocketOption.define("LINGER", OptionType.INT))
                .withMessageContaining("acme.compression");
        assertThatIllegalArgumentException().isThrownBy(() -> SocketOption.define("a..b", OptionType.INT));
    }

    @Test
    void aDefaultOutsideTheRangeIsRefused() {
        SocketOption.Builder<Integer> builder =
                SocketOption.define("acme.level", OptionType.INT).range("0", value -> value == 0).defaultValue(1);
        assertThatExceptionOfType(InvalidOptionException.class).isThrownBy(builder::build);
    }
}
