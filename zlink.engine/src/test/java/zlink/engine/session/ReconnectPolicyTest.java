package zlink.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** How long an endpoint waits between attempts. */
class ReconnectPolicyTest {
    private static final long MS = 1_000_000;

    @Example
    void doublesUpToTheMaximumAndStartsOverAfterASuccess() {
        ReconnectPolicy policy = new ReconnectPolicy(100 * MS, 500 * MS, bound -> 0);

        assertThat(delays(policy, 5)).containsExactly(100 * MS, 200 * MS, 400 * MS, 500 * MS, 500 * MS);
        policy.reset();
        assertThat(delays(policy, 2)).containsExactly(100 * MS, 200 * MS);
    }

    @Example
    void aMaximumThatLeavesNoRoomToGrowIsNone() {
        assertThat(delays(new ReconnectPolicy(100 * MS, 100 * MS, bound -> bound / 2), 2))
                .containsExactly(150 * MS, 150 * MS);
    }

    @Example
    void neverConnectsAgainIfTheIntervalHasNoEnd() {
        assertThat(new ReconnectPolicy(Long.MAX_VALUE, 0, bound -> 0).reconnects()).isFalse();
        assertThat(new ReconnectPolicy(0, 0, bound -> 0).reconnects()).isTrue();
    }

    @Property
    void spreadsItselfOverTwiceTheIntervalWithoutAMaximum(@ForAll @LongRange(min = 1) long interval,
            @ForAll @LongRange(min = 0) long random) {
        ReconnectPolicy policy = new ReconnectPolicy(interval, 0, bound -> random % bound);

        for (int i = 0; i < 3; i++) {
            long delay = policy.nextDelayNs();
            long shortest = Math.min(interval, ReconnectPolicy.LONGEST_NS);
            assertThat(delay).isGreaterThanOrEqualTo(shortest);
            assertThat(delay - shortest).isLessThan(shortest);
        }
    }

    @Property
    void growsWithoutEverShrinkingOrOverflowing(@ForAll @LongRange(min = 1) long interval,
            @ForAll @LongRange(min = 1) long maximum, @ForAll @IntRange(min = 1, max = 80) int attempts) {
        long most = Math.max(interval, maximum);
        ReconnectPolicy policy = new ReconnectPolicy(Math.min(interval, maximum), most, bound -> 0);

        long before = 0;
        for (long delay : delays(policy, attempts)) {
            assertThat(delay).isBetween(Math.max(before, 1), most);
            before = delay;
        }
    }

    private static long[] delays(ReconnectPolicy policy, int count) {
        long[] delays = new long[count];
        for (int i = 0; i < count; i++) {
            delays[i] = policy.nextDelayNs();
        }
        return delays;
    }
}
