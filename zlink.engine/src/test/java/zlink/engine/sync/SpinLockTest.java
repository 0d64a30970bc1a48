package zlink.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpinLockTest {
    private final SpinLock lock = new SpinLock();
    private long guarded; // by lock

    @Test
    void oneAtATimeHasIt() throws InterruptedException {
        Crew crew = new Crew();
        Crew.Work work = () -> {
            for (int turn = 0; turn < 20_000; turn++) {
                lock.lock();
                guarded++;
                lock.unlock();
            }
        };

        crew.startTogether(work, work, work);
        crew.join();

        assertThat(guarded).isEqualTo(60_000);
    }
}
