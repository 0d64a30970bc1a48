package zlink.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendPaceTest {
    private static final long WRITE_NS = 5_000;

    private long nowNs = 1_000_000;
    private final SendPace pace = new SendPace(nowNs);

    @Test
    void theFirstMessageIsWrittenToAllPeersAtOnce() {
        assertThat(send(10)).isEqualTo(10);
    }

    @Test
    void aMessageAfterAPauseIsWrittenToAllPeersAtOnce() {
        send(10);
        nowNs += 2_000;

        assertThat(send(10)).isEqualTo(10);
    }

    @Test
    void aMessageRightAfterAnotherIsLeftToTheBatchesOfAllPeers() {
        send(10);
        for (int i = 0; i < 5; i++) {
            nowNs += 100;
            assertThat(send(10)).isZero();
        }
    }

    /** Returns to how many peers it is written. */
    private int send(int peers) {
        int written = 0;
        for (int i = 0; i < peers; i++) {
            if (pace.isQuiet(nowNs)) {
                written++;
                nowNs += WRITE_NS;
                pace.wrote(nowNs);
            }
        }
        pace.turnEnds();
        return written;
    }
}
