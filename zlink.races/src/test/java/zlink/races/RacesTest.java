package zlink.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.ForkedTestConfig;
import org.openjdk.jcstress.infra.runners.Runner;
import org.openjdk.jcstress.infra.runners.SpinLoopStyle;

/**
 * Every race for a moment, by two threads on two processors, in this JVM as it is. {@code ./jcstress} runs them longer
 * and in many JVM modes.
 */
@Timeout(60)
class RacesTest {
    private static final int TIME_MS = Integer.getInteger("zlink.race.ms", 50);
    private static final int STRIDE = 64;
    private static final int STRIDES = 16;
    private static final int FOOTPRINT_MB = 64;

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void hasNoForbiddenOutcome(Race race) throws Exception {
        TestResult result = ((Runner<?>) Class.forName(race.info().generatedRunner())
                .getConstructor(ForkedTestConfig.class).newInstance(config(race))).run();
        assertThat(result.status()).as("%s", result.getMessages()).isEqualTo(Status.NORMAL);
        assertThat(result.getTotalCount()).as("samples").isPositive();
        for (String outcome : result.getStateKeys()) {
            assertThat(race.forbids(outcome)).as("outcome %s, %d of %d", outcome, result.getCount(outcome),
                    result.getTotalCount()).isNull();
        }
    }

    static Iterable<Race> all() {
        return Race.all().toList();
    }

    /** As it would come from jcstress's parent process. */
    private static ForkedTestConfig config(Race race) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(SpinLoopStyle.THREAD_SPIN_WAIT.ordinal());
        out.writeInt(TIME_MS);
        out.writeInt(1); // iterations
        out.writeUTF(race.info().generatedRunner());
        out.writeInt(FOOTPRINT_MB);
        out.writeInt(STRIDE);
        out.writeInt(STRIDES);
        out.writeBoolean(false); // no affinity
        return new ForkedTestConfig(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
