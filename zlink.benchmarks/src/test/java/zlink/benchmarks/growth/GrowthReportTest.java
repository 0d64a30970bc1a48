package zlink.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrowthReportTest {
    private final GrowthReport report = SampleGrowth.report();

    @Test
    void theTableHasALineForEachAnswer() {
        assertThat(GrowthTable.render(report).lines()).contains("Idle connections of one PULL socket")
                .anyMatch(line -> line.matches(" +resident memory +idle connections +40.0 MB +≤ 100 MB +met by 60 %"))
                .anyMatch(line -> line.matches(" +throughput +one active among them +2.00 M/s +the same alone +"
                        + "4.00 M/s +0.50 +0.25 – 0.75 of 3 +≥ 0.8 +missed by 38 %"));
    }

    @Test
    void markdownHasTheSame() {
        assertThat(GrowthMarkdown.render(report)).contains("\n- rounds: 3\n", "**1 of 2 targets met.** It was stopped",
                "\n## Idle connections of one PULL socket\n",
                "\n| idle | what | of | value | beside | its value | ratio | rounds | target | verdict |\n"
                        + "|---|---|---|---:|---|---:|---:|---:|---:|---:|\n",
                "\n| 10 000 connections | throughput | one active among them | 2.00 M/s | the same alone | 4.00 M/s |"
                        + " 0.50 | 0.25 – 0.75 of 3 | ≥ 0.8 | missed by 38 % |\n");
    }

    @Test
    void markdownNamesWhatWentWrong() {
        report.findings().fail("a message is missing");

        assertThat(GrowthMarkdown.render(report)).contains("**FAILED:**\n\n- a message is missing\n");
    }

    @Test
    void everyValueIsALineOfCsv() {
        assertThat(GrowthCsv.render(report).lines()).hasSize(1 + 3 + 3 + 3 + 1)
                .startsWith("case,study,subject,quantity,unit,round,value",
                        "idle,10 000 connections,idle connections,resident memory,MB,1,50.0")
                .endsWith("fan-out,\"1 subscriber, 64 B\",zlink,delivered,messages/s,1,5000000.0");
    }

    @Test
    void lessThanNothingIsShownAsSuch() {
        assertThat(Quantity.RESIDENT.format(-1.5)).isEqualTo("-1.50 MB");
    }
}
