package zlink.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import zlink.benchmarks.ratio.Ratio;

/** All that was measured so far, and what went wrong. For one thread at a time. */
final class Findings {
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /** Adds a value. */
    void add(Figure figure) {
        figures.add(figure);
    }

    /** Something could not be measured. */
    void fail(String what) {
        faults.add(what);
    }

    /** All values, in the order in which they were measured. */
    List<Figure> figures() {
        return figures;
    }

    /** All that went wrong. */
    List<String> faults() {
        return faults;
    }

    /** What was measured, in the order in which it was. */
    List<Study> studies() {
        return figures.stream().map(Figure::study).distinct().toList();
    }

    /** The median of the rounds, if there is one. */
    OptionalDouble median(Study study, String subject, Quantity quantity) {
        double[] values = of(study, subject, quantity).mapToDouble(Figure::value).sorted().toArray();
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Ratio.median(values));
    }

    /** One subject's value divided by another's, for each round in which both have one. */
    Optional<Ratio> ratio(Study study, Quantity quantity, String subject, String against) {
        return Ratio.of(of(study, subject, quantity).flatMap(figure -> of(study, against, quantity)
                        .filter(other -> other.round() == figure.round() && other.value() > 0)
                        .map(other -> figure.value() / other.value()))
                .mapToDouble(Double::doubleValue).toArray());
    }

    private Stream<Figure> of(Study study, String subject, Quantity quantity) {
        return figures.stream().filter(figure -> figure.study().equals(study) && figure.subject().equals(subject)
                && figure.quantity() == quantity);
    }

    /** The answers to a study's questions, as far as there are figures. */
    List<Answer> answers(Study study) {
        List<Answer> answers = new ArrayList<>();
        for (Question question : study.questions()) {
            OptionalDouble value = median(study, question.subject(), question.quantity());
            Optional<Ratio> ratio = question.against()
                    .flatMap(other -> ratio(study, question.quantity(), question.subject(), other));
            OptionalDouble other = question.against().map(name -> median(study, name, question.quantity()))
                    .orElse(OptionalDouble.empty());
            if (value.isPresent() && (question.against().isEmpty() || ratio.isPresent())) {
                answers.add(new Answer(question, value.getAsDouble(), other, ratio));
            }
        }
        return answers;
    }
}
