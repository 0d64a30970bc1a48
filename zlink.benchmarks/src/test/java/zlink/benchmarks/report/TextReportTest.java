package zlink.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {

    @Test
    void hasALineForEachCell() {
        List<String> lines = TextReport.render(SampleReport.complete()).lines().toList();

        assertThat(lines.subList(2, 38)).allMatch(line -> line.endsWith(" 2/2"));
        assertThat(lines.get(2).split("\\s+"))
                .containsExactly("PAIR", "inproc", "64", "B", "40.0", "M", "2560", "0.90", "2.10", "2/2");
        assertThat(lines.get(37).split("\\s+"))
                .containsExactly("", "tcp", "1", "KiB", "741", "k", "759", "48.6", "113", "2/2");
        assertThat(lines.get(38)).isEmpty();
    }

    @Test
    void saysHowManyRunsCompleted() {
        assertThat(TextReport.render(SampleReport.complete()))
                .endsWith("72 of 72 runs complete, 36 of 36 cells, in 61 s." + System.lineSeparator());
    }

    @Test
    void saysWhatFailedAndWhatIsMissing() {
        String text = TextReport.render(SampleReport.incomplete());

        assertThat(text).contains("NOT COMPLETE: PAIR inproc 64 B, 200 000 messages, round 1: hung: <far> & \"near\"")
                .contains("69 of 72 runs complete, 34 of 36 cells; 1 failed; 2 not done: it was stopped, in 61 s.");
        assertThat(text.lines().toList().get(2).split("\\s+"))
                .containsExactly("PAIR", "inproc", "64", "B", "-", "-", "0.90", "2.10", "1/2");
    }

    @Test
    void fitsEightyColumns() {
        assertThat(TextReport.render(SampleReport.complete()).lines()).allMatch(line -> line.length() <= 80);
    }
}
