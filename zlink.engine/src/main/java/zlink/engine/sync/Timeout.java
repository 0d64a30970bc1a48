package zlink.engine.sync;

import java.time.Duration;
import java.util.Objects;

/** Times that users give as {@link Duration}. */
public final class Timeout {
    private Timeout() { }

    /** A time to wait in nanoseconds: none if negative, {@link Long#MAX_VALUE}, for ever, if too long to count. */
    public static long nanos(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        try {
            return Math.max(0, timeout.toNanos());
        } catch (ArithmeticException e) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }
}
