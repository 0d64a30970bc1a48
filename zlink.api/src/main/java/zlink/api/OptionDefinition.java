package zlink.api;

import java.time.Duration;
import java.util.function.UnaryOperator;

/** The beginnings that many of zlink's own options share. */
final class OptionDefinition {
    private OptionDefinition() {
    }

    /** True or false. */
    static SocketOption.Builder<Boolean> flag(String name, boolean defaultValue) {
        return SocketOption.builtIn(name, OptionType.BOOLEAN)
                .range("true or false", value -> true)
                .defaultValue(defaultValue);
    }

    /** A number of something, at least {@code min}. */
    static SocketOption.Builder<Integer> count(String name, int min, int defaultValue, String unit) {
        return SocketOption.builtIn(name, OptionType.INT)
                .unit(unit)
                .range("at least " + min, value -> value >= min)
                .defaultValue(defaultValue);
    }

    /** A number of bytes, at least {@code min}. */
    static SocketOption.Builder<Integer> intBytes(String name, int min) {
        return SocketOption.builtIn(name, OptionType.INT_BYTES)
                .unit("bytes")
                .range("at least " + min, value -> value >= min);
    }

    /** A number of bytes; 0 means no limit. */
    static SocketOption.Builder<Long> byteLimit(String name, long defaultValue) {
        return SocketOption.builtIn(name, OptionType.LONG_BYTES)
                .unit("bytes")
                .range("at least 1, or 0 for no limit", value -> value >= 0)
                .defaultValue(defaultValue);
    }

    /** A length of time from zero, which means itself, to {@link SocketOption#FOREVER}. */
    static SocketOption.Builder<Duration> time(String name) {
        return SocketOption.builtIn(name, OptionType.DURATION)
                .normalise(OptionDefinition::capped)
                .range("zero or longer, or FOREVER", value -> !value.isNegative());
    }

    /** A length of time at whose end something happens; zero, as in libzmq, means never. */
    static SocketOption.Builder<Duration> timeOrNever(String name) {
        UnaryOperator<Duration> zeroIsNever = value -> value.isZero() ? SocketOption.NEVER : capped(value);
        return SocketOption.builtIn(name, OptionType.DURATION)
                .normalise(zeroIsNever)
                .range("longer than zero; NEVER or zero for never", value -> !value.isNegative());
    }

    /** A length of time from zero to a finite limit. */
    static SocketOption.Builder<Duration> timeUpTo(String name, Duration max) {
        return SocketOption.builtIn(name, OptionType.DURATION)
                .range("zero to " + OptionType.DURATION.format(max),
                        value -> !value.isNegative() && value.compareTo(max) <= 0);
    }

    /** A length of time in whole seconds, rounded up. */
    static SocketOption.Builder<Duration> seconds(String name) {
        return SocketOption.builtIn(name, OptionType.DURATION)
                .normalise(value -> value.getNano() == 0 ? value : Duration.ofSeconds(value.getSeconds() + 1))
                .range("1 s to " + Short.MAX_VALUE + " s",
                        value -> value.getSeconds() >= 1 && value.getSeconds() <= Short.MAX_VALUE);
    }

    private static Duration capped(Duration value) {
        return value.compareTo(SocketOption.FOREVER) > 0 ? SocketOption.FOREVER : value;
    }
}
