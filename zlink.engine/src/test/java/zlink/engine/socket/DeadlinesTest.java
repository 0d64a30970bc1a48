package zlink.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** For ever stays for ever, and nothing else becomes it. */
class DeadlinesTest {

    @Example
    void forEverNeverPasses() {
        assertThat(Deadlines.after(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(Deadlines.passed(Long.MAX_VALUE)).isFalse();
    }

    @Property
    void aFiniteTimeIsNotForEver(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 1) long timeoutNs) {
        assertThat(Deadlines.after(timeoutNs)).isNotEqualTo(Long.MAX_VALUE);
    }

    @Property
    void theSoonerOfTwoIsNeverForEver(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 1) long timeoutNs) {
        long at = Deadlines.after(timeoutNs);
        assertThat(Deadlines.sooner(at, Long.MAX_VALUE)).isEqualTo(at);
        assertThat(Deadlines.sooner(Long.MAX_VALUE, at)).isEqualTo(at);
        assertThat(Deadlines.sooner(at, at - 1)).isEqualTo(at - 1);
    }

    @Example
    void noTimeHasPassedAtOnceAndAnHourHasNot() {
        assertThat(Deadlines.passed(Deadlines.after(0))).isTrue();
        assertThat(Deadlines.passed(Deadlines.after(3_600_000_000_000L))).isFalse();
    }
}
