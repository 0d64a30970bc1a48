package zlink.stress;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.TestList;

/** A race, as jcstress has found it: what its actors do, and what may come out. */
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

    /** What may come out, as jcstress names it. */
    List<String> allowed() {
        return info.cases().stream().filter(each -> each.expect() == Expect.ACCEPTABLE).map(StateCase::matchPattern)
                .toList();
    }

    /** Where the race begins. */
    Object newState() {
        try {
            return type().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name(), e);
        }
    }

    List<Method> actors() {
        return annotated(Actor.class);
    }

    List<Method> arbiters() {
        return annotated(Arbiter.class);
    }

    /** What the race's methods note in; prints as jcstress names outcomes. */
    Object newResult() {
        Class<?> type = Stream.concat(actors().stream(), arbiters().stream())
                .filter(method -> method.getParameterCount() == 1)
                .map(method -> method.getParameterTypes()[0]).findFirst().orElseThrow();
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name(), e);
        }
    }

    static void run(Method step, Object state, Object result) {
        try {
            if (step.getParameterCount() == 0) {
                step.invoke(state);
            } else {
                step.invoke(state, result);
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(step.toString(), e);
        }
    }

    @Override
    public String toString() {
        return name();
    }

    private List<Method> annotated(Class<? extends Annotation> kind) {
        return Arrays.stream(type().getMethods()).filter(method -> method.isAnnotationPresent(kind))
                .sorted(Comparator.comparing(Method::getName)).toList();
    }

    private Class<?> type() {
        try {
            return Class.forName(info.binaryName());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name(), e);
        }
    }
}
