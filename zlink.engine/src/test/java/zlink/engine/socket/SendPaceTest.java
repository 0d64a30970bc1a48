package zlink.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendPaceTest {
    private static final long WRITE_NS = 5_000;
    private static final long SMALL = 66; // bytes

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

    @Test
    void theClockIsReadForEveryMessageOfWhoeverPauses() {
        for (int i = 0; i < 100; i++) {
            nowNs += 1_000;
            assertThat(batch(1)).isEqualTo(1);
        }
    }

    @Test
    void theClockIsReadForOneMessageInSixteenOfAStream() {
        stream(200, 100);
        int looks = 0;
        for (int i = 0; i < 160; i++) {
            nowNs += 100;
            looks += pace.isDueToLook() ? look() : 0;
        }
        assertThat(looks).isEqualTo(10);
    }

    @Test
    void aStreamIsBusyHoweverLongItTakesToGoToAllPeers() {
        stream(100, 100);
        for (int i = 0; i < 100; i++) {
            assertThat(batchToEach(300, 60)).as("18 us for a turn").isZero();
        }
    }

    @Test
    void aPauseInAStreamIsNoticedWithinSixteenMessages() {
        stream(100, 100);
        nowNs += 20_000;
        int sent = 0;
        do {
            sent++;
            nowNs += 100;
        } while (batch(1) == 0);
        assertThat(sent).isLessThanOrEqualTo(16);
    }

    @Test
    void whoeverSlowsDownIsNoticedWithinSixteenMessages() {
        stream(100, 100);
        int sent = 0;
        do {
            sent++;
            nowNs += 1_500;
        } while (batch(1) == 0);
        assertThat(sent).isLessThanOrEqualTo(16);
        nowNs += 1_500;
        assertThat(batch(1)).isEqualTo(1);
    }

    @Test
    void timeThatAWriteTookIsNoPause() {
        stream(100, 100);
        for (int i = 0; i < 100; i++) {
            nowNs += 20_000;
            pace.wrote(nowNs);
            nowNs += 100;
            assertThat(batch(1)).isZero();
        }
    }

    @Test
    void aWriteBeforeTheLastLookSaysNothing() {
        nowNs += 5_000;
        assertThat(pace.isQuiet(nowNs, SMALL)).isTrue();
        pace.turnEnds();
        pace.wrote(nowNs - 4_000);
        nowNs += 100;
        assertThat(batch(1)).isZero();
    }

    @Test
    void timeThatCopyingALargeMessageTookIsNoPause() {
        long bytes = 16_393;
        for (int i = 0; i < 100; i++) {
            nowNs += 5_000;
            assertThat(pace.isQuiet(nowNs, bytes)).isFalse();
            pace.turnEnds();
        }
        nowNs += 15_000;
        assertThat(pace.isQuiet(nowNs, bytes)).as("after a pause").isTrue();
    }

    private void stream(int messages, long gapNs) {
        for (int i = 0; i < messages; i++) {
            nowNs += gapNs;
            batch(1);
        }
    }

    /** One message into the batches of so many peers, without time between them; returns of how many it is the end. */
    private int batch(int peers) {
        return batchToEach(peers, 0);
    }

    private int batchToEach(int peers, long eachNs) {
        int written = 0;
        for (int i = 0; i < peers; i++) {
            nowNs += eachNs;
            if (pace.isDueToLook() && pace.isQuiet(nowNs, SMALL)) {
                written++;
            }
        }
        pace.turnEnds();
        return written;
    }

    private int look() {
        pace.isQuiet(nowNs, SMALL);
        pace.turnEnds();
        return 1;
    }

    /** Returns to how many peers it is written. */
    private int send(int peers) {
        int written = 0;
        for (int i = 0; i < peers; i++) {
            if (pace.isQuiet(nowNs, SMALL)) {
                written++;
                nowNs += WRITE_NS;
                pace.wrote(nowNs);
            }
        }
        pace.turnEnds();
        return written;
    }
}
