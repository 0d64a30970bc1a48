package zlink.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;

/** The report as text for a terminal. */
final class GrowthTable {
    private GrowthTable() {
    }

    /** The lines. */
    static String render(GrowthReport report) {
        StringBuilder text = new StringBuilder();
        for (Case kind : report.cases()) {
            text.append('\n').append(kind.title()).append('\n');
            for (Study study : report.studies(kind)) {
                text.append('\n');
                table(study.toString(), report.findings().answers(study), text);
            }
        }
        return text.append('\n').append(report.targets()).append('\n').toString();
    }

    private static void table(String title, List<Answer> answers, StringBuilder text) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(new ArrayList<>(Answer.COLUMNS));
        lines.get(0).set(0, title);
        answers.forEach(answer -> lines.add(answer.cells()));
        int[] widths = new int[Answer.COLUMNS.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder shown = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                boolean left = Answer.isWords(i);
                shown.append("  ").append(String.format("%" + (left ? "-" : "") + Math.max(1, widths[i]) + "s",
                        line.get(i)));
            }
            text.append(shown.toString().stripTrailing()).append('\n');
        }
    }
}
