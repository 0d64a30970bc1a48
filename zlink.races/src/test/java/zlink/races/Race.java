package zlink.races;

import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.TestList;

/** A race, as jcstress has found it: who runs it, and what may come out. */
record Race(TestInfo info) {

    /** All of them. */
    static Stream<Race> all() {
        return TestList.tests().stream().sorted().map(TestList::getInfo).map(Race::new);
    }

    String name() {
        return info.name();
    }

    /** Why an outcome must not be, or null if it may be. */
    String forbids(String outcome) {
        for (StateCase each : info.cases()) {
            if (each.matches(outcome)) {
                return each.expect() == Expect.FORBIDDEN ? each.description() : null;
            }
        }
        return info.unmatched().expect() == Expect.FORBIDDEN ? info.unmatched().description() : null;
    }

    @Override
    public String toString() {
        return name();
    }
}
