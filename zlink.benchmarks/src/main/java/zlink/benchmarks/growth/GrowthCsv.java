package zlink.benchmarks.growth;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every value that was measured in a line, exactly. */
final class GrowthCsv {
    private static final String HEADER = "case,study,subject,quantity,unit,round,value\n";

    private GrowthCsv() {
    }

    /** The lines, the first of which names the columns. */
    static String render(GrowthReport report) {
        return report.findings().figures().stream().map(GrowthCsv::line).collect(Collectors.joining("", HEADER, ""));
    }

    private static String line(Figure figure) {
        return Stream.of(figure.study().kind(), figure.study(), figure.subject(), figure.quantity().shown(),
                        figure.quantity().unit(), figure.round(), figure.value())
                .map(String::valueOf).map(text -> text.contains(",") ? '"' + text + '"' : text)
                .collect(Collectors.joining(",", "", "\n"));
    }
}
