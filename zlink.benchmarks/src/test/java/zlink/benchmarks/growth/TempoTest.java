package zlink.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TempoTest {
    private final List<Integer> asked = new ArrayList<>();

    private final Subject microsecondEach = new Subject() {
        @Override
        public String name() {
            return "a microsecond for each message";
        }

        @Override
        public Taken perform(int messages) {
            asked.add(messages);
            return new Taken(messages * 1_000L, Map.of());
        }
    };

    @Test
    void findsHowManyMessagesTakeAsLongAsWanted() throws Exception {
        assertThat(new Tempo(Duration.ofMillis(300), Duration.ofSeconds(1)).find(microsecondEach)).isEqualTo(300_000);
        assertThat(asked).startsWith(1_000, 8_000, 64_000, 300_000);
        assertThat(asked.stream().mapToInt(Integer::intValue).sum()).isBetween(1_000_000, 1_300_000);
    }

    @Test
    void aPauseDoesNotMakeItFew() {
        Tempo tempo = new Tempo(Duration.ofMillis(100), Duration.ofMillis(1));

        assertThat(tempo.adjusted(1_000, Duration.ofSeconds(100).toNanos())).isEqualTo(500);
        assertThat(tempo.adjusted(2, Duration.ofSeconds(100).toNanos())).isEqualTo(2);
    }
}
