package zlink.benchmarks.growth;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The report in Markdown: a table for each case. */
final class GrowthMarkdown {
    private GrowthMarkdown() {
    }

    /** The document. */
    static String render(GrowthReport report) {
        StringBuilder text = new StringBuilder("# Growth\n\n");
        report.settings().forEach(setting -> text.append("- ").append(setting.name()).append(": ")
                .append(setting.value()).append('\n'));
        text.append("\n**").append(report.targets()).append(".**")
                .append(report.isComplete() ? "" : " It was stopped before all was measured.").append('\n');
        if (!report.findings().faults().isEmpty()) {
            text.append("\n**FAILED:**\n\n");
            report.findings().faults().forEach(fault -> text.append("- ").append(fault).append('\n'));
        }
        for (Case kind : report.cases()) {
            text.append("\n## ").append(kind.title()).append("\n\n| ").append(kind).append(" |")
                    .append(row(Answer.COLUMNS)).append("\n|---|").append(IntStream.range(0, Answer.COLUMNS.size())
                            .mapToObj(i -> Answer.isWords(i) ? "---|" : "---:|").collect(Collectors.joining()))
                    .append('\n');
            for (Study study : report.studies(kind)) {
                report.findings().answers(study).forEach(answer ->
                        text.append("| ").append(study).append(" |").append(row(answer.cells())).append('\n'));
            }
        }
        text.append("\n## How it was measured\n\n");
        GrowthReport.method().forEach(line -> text.append("- ").append(line).append('\n'));
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> " " + cell + " |").collect(Collectors.joining());
    }
}
