package zlink.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpinBudgetTest {
    private static final long WAKE_UP_NS = 40_000;
    private static final long DELIVERY_NS = 3_000;
    private static final long SMALL = 64; // bytes
    private static final long LARGE = 256 * 1024;

    private long nowNs;
    private long lookedNs;

    /** A receiver in a time of its own. */
    private final class Receiver {
        private final SpinBudget budget = new SpinBudget(true);
        private long looksUntilNs;

        void waits() {
            looksUntilNs = nowNs + budget.begin(nowNs);
        }

        /** Gets what was sent now; returns whether it was looking. */
        boolean gets() {
            boolean looking = nowNs + DELIVERY_NS <= looksUntilNs;
            if (!looking) {
                budget.failed();
            }
            nowNs += looking ? DELIVERY_NS : WAKE_UP_NS;
            budget.came(nowNs, SMALL);
            return looking;
        }
    }

    @Test
    void twoEndsThatAnswerEachOtherDoNotStayParked() {
        Receiver near = new Receiver();
        Receiver far = new Receiver();
        far.waits();
        nowNs += 1_000_000; // so that both begin parked
        int lookedLast = 0;
        for (int trip = 0; trip < 1_000; trip++) {
            if (trip(near, far) && trip >= 200) {
                lookedLast++;
            }
        }
        assertThat(lookedLast).as("round trips in which both looked, of the last 800").isGreaterThan(750);
    }

    @Test
    void twoEndsOfWhichOneWasInterruptedSoonLookAgain() {
        Receiver near = new Receiver();
        Receiver far = new Receiver();
        far.waits();
        for (int trip = 0; trip < 1_000; trip++) {
            trip(near, far);
        }
        for (int interruption = 0; interruption < 10; interruption++) {
            nowNs += 2_000_000; // near has not run
            int missed = 0;
            for (int trip = 0; trip < 100; trip++) {
                missed += trip(near, far) ? 0 : 1;
            }
            assertThat(missed).as("round trips in which one of them parked, of 100").isLessThan(5);
        }
    }

    @Test
    void anInterruptionDoesNotEndLooking() {
        SpinBudget budget = new SpinBudget(true);
        for (int i = 0; i < 20; i++) {
            wait(budget, 10_000);
        }
        wait(budget, 1_000_000);

        assertThat(budget.begin(nowNs)).isGreaterThan(10_000);
    }

    @Test
    void whereMessagesComeSeldomLookingIsShort() {
        SpinBudget budget = new SpinBudget(true);
        for (int i = 0; i < 1_000; i++) {
            wait(budget, SpinBudget.TRIAL_NS + 1);
        }
        assertThat(lookedNs).isLessThan(1_010 * SpinBudget.SHORTEST_NS);
    }

    @Test
    void whereMessagesComeAtTheSpeedOfWakeUpsTrialsTakeLittleOfTheTime() {
        SpinBudget budget = new SpinBudget(true);
        int waits = 10_000;
        for (int i = 0; i < waits; i++) {
            wait(budget, 100_000);
        }
        assertThat(lookedNs).isBetween(waits * 100_000L / 10, waits * 100_000L / 6);
    }

    @Test
    void aLargeMessageIsLookedForAsLongAsItIsUnderWay() {
        SpinBudget budget = new SpinBudget(true);
        for (int i = 0; i < 100; i++) {
            wait(budget, 150_000, LARGE);
        }
        assertThat(budget.begin(nowNs)).isBetween(200_000L, LARGE);

        wait(budget, 10_000, SMALL);
        assertThat(budget.begin(nowNs)).as("for one like the small one that came").isEqualTo(SpinBudget.LONGEST_NS);
    }

    @Test
    void noMessageIsLookedForLongerThanAMillisecond() {
        SpinBudget budget = new SpinBudget(true);
        for (int i = 0; i < 100; i++) {
            wait(budget, 900_000, Integer.MAX_VALUE);
        }
        assertThat(budget.begin(nowNs)).isEqualTo(SpinBudget.LONGEST_OF_ALL_NS);
    }

    @Test
    void whereLargeMessagesComeSeldomLookingIsShort() {
        SpinBudget budget = new SpinBudget(true);
        for (int i = 0; i < 1_000; i++) {
            wait(budget, 5_000_000, LARGE);
        }
        assertThat(lookedNs).isLessThan(1_010 * SpinBudget.SHORTEST_NS);
    }

    @Test
    void aSingleProcessorDoesNotLook() {
        SpinBudget budget = new SpinBudget(false);
        for (int i = 0; i < 100; i++) {
            assertThat(budget.begin(nowNs)).isZero();
            budget.came(++nowNs, SMALL);
        }
    }

    /** Near sends and waits, far gets it and answers; returns whether both were looking when it came. */
    private boolean trip(Receiver near, Receiver far) {
        near.waits();
        boolean both = far.gets();
        far.waits();
        return both & near.gets();
    }

    private void wait(SpinBudget budget, long tookNs) {
        wait(budget, tookNs, SMALL);
    }

    private void wait(SpinBudget budget, long tookNs, long bytes) {
        long looks = budget.begin(nowNs);
        if (looks < tookNs) {
            budget.failed();
        }
        lookedNs += Math.min(looks, tookNs);
        nowNs += tookNs;
        budget.came(nowNs, bytes);
    }
}
