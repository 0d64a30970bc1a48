package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void writesAddUpByCause() {
        WriteCounts counts = new WriteCounts(1, 2, 3, 4, 5);
        assertThat(counts.total()).isEqualTo(15);
        assertThat(counts.plus(new WriteCounts(10, 20, 30, 40, 50))).isEqualTo(new WriteCounts(11, 22, 33, 44, 55));
        assertThat(counts.plus(WriteCounts.NONE)).isEqualTo(counts);
    }

    @Test
    void readsAddUpByThread() {
        ReadCounts counts = new ReadCounts(1, 2);
        assertThat(counts.total()).isEqualTo(3);
        assertThat(counts.plus(counts)).isEqualTo(new ReadCounts(2, 4));
        assertThat(counts.plus(ReadCounts.NONE)).isEqualTo(counts);
    }

    @Test
    void depthsAddUp() {
        assertThat(new QueueDepth(1, 66).plus(new QueueDepth(2, 132))).isEqualTo(new QueueDepth(3, 198));
        assertThat(QueueDepth.EMPTY.plus(QueueDepth.EMPTY)).isEqualTo(QueueDepth.EMPTY);
    }

    @Test
    void refuseNull() {
        assertThatNullPointerException().isThrownBy(() -> new SocketStatistics(0, 0, 0, 0, 0, null, ReadCounts.NONE,
                QueueDepth.EMPTY, QueueDepth.EMPTY, 0, 0)).withMessage("writes");
        assertThatNullPointerException().isThrownBy(() -> new ConnectionStatistics(1, null, Optional.empty(), 0, 0, 0,
                0, 0, WriteCounts.NONE, ReadCounts.NONE, QueueDepth.EMPTY, QueueDepth.EMPTY)).withMessage("endpoint");
    }
}
