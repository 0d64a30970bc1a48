package zlink.benchmarks.growth;

import java.util.Optional;
import zlink.benchmarks.ratio.Target;

/**
 * What a study is made for.
 *
 * @param subject whose value is shown
 * @param quantity what of it
 * @param against what it is divided by, if it is
 * @param target of the quotient, or of the value itself where there is none
 */
record Question(String subject, Quantity quantity, Optional<String> against, Optional<Target> target) {

    /** A value by itself. */
    static Question what(String subject, Quantity quantity) {
        return new Question(subject, quantity, Optional.empty(), Optional.empty());
    }

    /** A value divided by another subject's of the same round. */
    static Question ratio(String subject, Quantity quantity, String against) {
        return new Question(subject, quantity, Optional.of(against), Optional.empty());
    }

    /** The same with at least so much to reach. */
    Question atLeast(double limit) {
        return new Question(subject, quantity, against, Optional.of(new Target(limit, true)));
    }

    /** The same with at most so much allowed. */
    Question atMost(double limit) {
        return new Question(subject, quantity, against, Optional.of(new Target(limit, false)));
    }
}
