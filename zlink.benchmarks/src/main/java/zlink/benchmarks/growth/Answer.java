package zlink.benchmarks.growth;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import zlink.benchmarks.ratio.Ratio;
import zlink.benchmarks.ratio.Target;
import zlink.benchmarks.report.Figures;

/**
 * What was found for a question.
 *
 * @param question which
 * @param value the median of the rounds
 * @param other the median of what it is divided by
 * @param ratio the median of the rounds' quotients, and around it
 */
record Answer(Question question, double value, OptionalDouble other, Optional<Ratio> ratio) {
    /** The names of {@link #cells}. */
    static final List<String> COLUMNS = List.of("what", "of", "value", "beside", "its value", "ratio", "rounds",
            "target", "verdict");
    private static final List<String> WORDS = List.of("what", "of", "beside");

    /** Whether a column holds words and not numbers. */
    static boolean isWords(int column) {
        return WORDS.contains(COLUMNS.get(column));
    }

    /** Whether the target is reached; empty if there is none. */
    Optional<Boolean> isMet() {
        return question.target().map(target -> target.isMet(judged()));
    }

    private double judged() {
        return ratio.map(Ratio::median).orElse(value);
    }

    /** A line of a table. */
    List<String> cells() {
        Quantity quantity = question.quantity();
        return List.of(quantity.shown(), question.subject(), quantity.format(value), question.against().orElse(""),
                other.isPresent() ? quantity.format(other.getAsDouble()) : "",
                ratio.map(found -> Figures.ratio(found.median())).orElse(""),
                ratio.map(found -> Figures.ratio(found.least()) + " – " + Figures.ratio(found.most()) + " of "
                        + found.rounds()).orElse(""),
                question.target().map(target -> target + (ratio.isEmpty() ? " " + quantity.unit() : "")).orElse(""),
                question.target().map(this::verdict).orElse(""));
    }

    private String verdict(Target target) {
        return target.verdict(judged());
    }

    /** In a line of its own. */
    @Override
    public String toString() {
        Quantity quantity = question.quantity();
        return quantity.shown() + ", " + question.subject() + ": " + quantity.format(value)
                + ratio.map(found -> "; ÷ " + question.against().orElseThrow() + " "
                        + Figures.ratio(found.median())).orElse("")
                + question.target().map(target -> " (" + target + ": " + verdict(target) + ")").orElse("");
    }
}
