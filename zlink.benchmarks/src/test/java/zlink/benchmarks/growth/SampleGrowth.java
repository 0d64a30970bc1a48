package zlink.benchmarks.growth;

import java.util.List;
import zlink.benchmarks.report.Report;

/** Figures that nobody has measured. */
final class SampleGrowth {
    static final Study IDLE = new IdleStudy(10_000);

    private final Findings findings = new Findings();

    Findings findings() {
        return findings;
    }

    /** Adds the values of rounds from the first one on. */
    SampleGrowth with(Study study, String subject, Quantity quantity, double... values) {
        for (int i = 0; i < values.length; i++) {
            findings.add(new Figure(study, subject, quantity, i + 1, values[i]));
        }
        return this;
    }

    /** Memory that meets its target and throughput that does not. */
    static GrowthReport report() {
        SampleGrowth sample = new SampleGrowth()
                .with(IDLE, "idle connections", Quantity.RESIDENT, 50, 30, 40)
                .with(IDLE, "one active among them", Quantity.THROUGHPUT, 2e6, 3e6, 1e6)
                .with(IDLE, "the same alone", Quantity.THROUGHPUT, 4e6, 4e6, 4e6)
                .with(new FanOutStudy(1, 64), "zlink", Quantity.DELIVERED, 5e6);
        return new GrowthReport(sample.findings, List.of(new Report.Setting("rounds", "3")), false);
    }
}
