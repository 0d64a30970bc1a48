package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SocketOptionsTest {
    @Test
    void aValueSetIsTheValue() {
        SocketOptions options = SocketOptions.defaults().with(SocketOption.SEND_HIGH_WATER_MARK, 5)
                .with(SocketOption.LINGER, Duration.ZERO);
        assertThat(options.get(SocketOption.SEND_HIGH_WATER_MARK)).isEqualTo(5);
        assertThat(options.get(SocketOption.LINGER)).isZero();
        assertThat(options.isSet(SocketOption.LINGER)).isTrue();
        assertThat(options.set()).containsExactlyInAnyOrder(SocketOption.LINGER, SocketOption.SEND_HIGH_WATER_MARK);
    }

    @Test
    void aValueNotSetIsTheDefaultIfThereIsOne() {
        SocketOptions options = SocketOptions.defaults();
        assertThat(options.get(SocketOption.SEND_HIGH_WATER_MARK)).isEqualTo(1000);
        assertThat(options.isSet(SocketOption.SEND_HIGH_WATER_MARK)).isFalse();
        assertThat(options.find(SocketOption.ROUTING_ID)).isEmpty();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> options.get(SocketOption.ROUTING_ID)).withMessageContaining("ROUTING_ID");
    }

    @Test
    void doNotChange() {
        SocketOptions options = SocketOptions.defaults().with(SocketOption.BACKLOG, 1);
        options.with(SocketOption.BACKLOG, 2);
        options.without(SocketOption.BACKLOG);
        assertThat(options.get(SocketOption.BACKLOG)).isEqualTo(1);
        assertThat(SocketOptions.defaults().set()).isEmpty();
    }

    @Test
    void aWrongValueIsRefusedAtTheCall() {
        SocketOptions options = SocketOptions.defaults();
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> options.with(SocketOption.RECEIVE_HIGH_WATER_MARK, -1))
                .withMessageContaining("RECEIVE_HIGH_WATER_MARK = -1");
        assertThatNullPointerException().isThrownBy(() -> options.with(SocketOption.LINGER, null));
    }

    @ParameterizedTest
    @CsvSource({"SEND_HIGH_WATER_MARK", "send-high-water-mark", "send.high.water.mark", "ZMQ_SNDHWM", "zmq_sndhwm"})
    void areFoundByTheirNames(String name) {
        assertThat(SocketOptions.defaults().with(name, "7"))
                .isEqualTo(SocketOptions.defaults().with(SocketOption.SEND_HIGH_WATER_MARK, 7));
    }

    @ParameterizedTest
    @CsvSource({
        "SEND_HIGHWATER_MARKS, SEND_HIGH_WATER_MARK",
        "LINGR, LINGER",
        "ZMQ_SNDHWN, SEND_HIGH_WATER_MARK",
        "HEARTBEAT_IVL, HEARTBEAT_INTERVAL",
    })
    void anUnknownNameIsAnsweredWithTheNearest(String name, String nearest) {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> SocketOptions.defaults().with(name, "1"))
                .withMessageStartingWith(name + ": no such option")
                .withMessageContaining(nearest);
    }

    @Test
    void ofTwoTheOtherTakesPrecedence() {
        SocketOptions context = SocketOptions.defaults().with(SocketOption.BACKLOG, 1).with(SocketOption.IPV6, true);
        SocketOptions own = SocketOptions.defaults().with(SocketOption.BACKLOG, 2);
        assertThat(context.withAll(own))
                .isEqualTo(SocketOptions.defaults().with(SocketOption.BACKLOG, 2).with(SocketOption.IPV6, true));
        assertThat(context.withAll(SocketOptions.defaults())).isEqualTo(context);
    }

    @Test
    void oneTakenAwayIsBackAtItsDefault() {
        SocketOptions options = SocketOptions.defaults().with(SocketOption.BACKLOG, 1);
        assertThat(options.without(SocketOption.BACKLOG)).isEqualTo(SocketOptions.defaults());
        assertThat(options.without(SocketOption.IPV6)).isSameAs(options);
    }

    @Test
    void oneThatDoesNotApplyIsNamedWithTheTypesItAppliesTo() {
        SocketOptions options = SocketOptions.defaults().with(SocketOption.CONFLATE, true);
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> options.checkFor(SocketType.ROUTER))
                .withMessage("CONFLATE: does not apply to a ROUTER socket, only to PUB, SUB, DEALER, PULL, PUSH");
        assertThatCode(() -> options.checkFor(SocketType.PUB)).doesNotThrowAnyException();
        assertThat(options.applicableTo(SocketType.PUB)).isSameAs(options);
        assertThat(options.applicableTo(SocketType.ROUTER)).isEqualTo(SocketOptions.defaults());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLeftForATypeAppliesToIt(SocketType type) {
        SocketOptions all = SocketOptions.defaults();
        for (SocketOption<?> option : SocketOption.known()) {
            all = withDefault(all, option);
        }
        SocketOptions applicable = all.applicableTo(type);
        assertThatCode(() -> applicable.checkFor(type)).doesNotThrowAnyException();
        assertThat(applicable.set()).contains(SocketOption.LINGER);
    }

    private static <T> SocketOptions withDefault(SocketOptions options, SocketOption<T> option) {
        return option.defaultValue().map(value -> options.with(option, value)).orElse(options);
    }

    @Test
    void areShownByName() {
        assertThat(SocketOptions.defaults().with(SocketOption.SEND_TIMEOUT, Duration.ofMillis(5))
                .with(SocketOption.LINGER, SocketOption.FOREVER).with(SocketOption.MAX_MESSAGE_SIZE, 1L << 20))
                .hasToString("SocketOptions[LINGER=forever, MAX_MESSAGE_SIZE=1 MiB, SEND_TIMEOUT=5 ms]");
        assertThat(SocketOptions.defaults()).hasToString("SocketOptions[]");
    }

    @Test
    void areEqualIfTheSameAreSet() {
        SocketOptions one = SocketOptions.defaults().with(SocketOption.BACKLOG, 100);
        assertThat(one).isEqualTo(SocketOptions.defaults().with(SocketOption.BACKLOG, 100))
                .hasSameHashCodeAs(SocketOptions.defaults().with(SocketOption.BACKLOG, 100))
                .isNotEqualTo(SocketOptions.defaults());
    }
}
