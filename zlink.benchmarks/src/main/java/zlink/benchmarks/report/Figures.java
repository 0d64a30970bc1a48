package zlink.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Numbers as they are shown: three digits that matter, the unit beside them. */
public final class Figures {
    private static final double MILLION = 1e6;
    private static final double THOUSAND = 1e3;

    private Figures() {
    }

    /** A number of things, in groups of three digits. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count).replace(',', ' ');
    }

    /** Things per second, such as {@code 3.20 M}. */
    public static String rate(double perSecond) {
        return scaled(perSecond, Figures::threeDigits);
    }

    /** Things per second at a tick of an axis, such as {@code 3.2 M}. */
    static String rateTick(double perSecond) {
        return scaled(perSecond, Figures::tick);
    }

    private static String scaled(double number, DoubleFunction<String> digits) {
        if (number >= MILLION) {
            return digits.apply(number / MILLION) + " M";
        }
        return number >= THOUSAND ? digits.apply(number / THOUSAND) + " k" : digits.apply(number);
    }

    /** Microseconds, without the unit. */
    public static String micros(long ns) {
        return threeDigits(ns / THOUSAND);
    }

    /** Microseconds at a tick of an axis. */
    static String microsTick(double ns) {
        return tick(ns / THOUSAND) + " µs";
    }

    /** Without zeros at the end: ticks are round numbers. */
    private static String tick(double number) {
        return new BigDecimal(number, new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    /** A quotient with two digits that matter, however small it is. */
    public static String ratio(double ratio) {
        return ratio >= 0.1 || ratio <= 0 ? threeDigits(ratio)
                : new BigDecimal(ratio, new MathContext(2)).toPlainString();
    }

    /** A number with about three digits that matter. */
    public static String threeDigits(double number) {
        int decimals = number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }
}
