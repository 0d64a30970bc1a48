package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The virtual machine puts a class's fields where it likes, small ones into any gap that others left. */
class QueueLayoutTest {
    private static final int CACHE_LINES = 128;
    private static final Class<?> PRODUCER_SIDE = ConsumerSide.class.getSuperclass().getSuperclass();

    @Test
    void producerConsumerAndWhatBothReadShareNoCacheLine() throws ReflectiveOperationException {
        List<Long> producer = offsets(PRODUCER_SIDE);
        List<Long> consumer = offsets(ConsumerSide.class);
        List<Long> limits = offsets(ByteQueue.class);

        assertThat(apart(producer, consumer)).isGreaterThanOrEqualTo(CACHE_LINES);
        assertThat(apart(consumer, limits)).isGreaterThanOrEqualTo(CACHE_LINES);
        assertThat(apart(producer, limits)).isGreaterThanOrEqualTo(CACHE_LINES);
    }

    @Test
    void neighboursInMemoryAreKeptOffTheProducersCacheLines() throws ReflectiveOperationException {
        assertThat(offsets(PRODUCER_SIDE)).allMatch(offset -> offset >= CACHE_LINES);
    }

    private static long apart(List<Long> some, List<Long> others) {
        return some.stream().flatMap(a -> others.stream().map(b -> Math.abs(a - b))).mapToLong(Long::longValue).min()
                .orElseThrow();
    }

    /** By reflection: a compiler warns of whoever names that class. */
    private static List<Long> offsets(Class<?> owner) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Object unsafe = field.get(null);
        Method offset = type.getMethod("objectFieldOffset", Field.class);
        List<Long> offsets = new ArrayList<>();
        for (Field each : owner.getDeclaredFields()) {
            if (!Modifier.isStatic(each.getModifiers())) {
                offsets.add((Long) offset.invoke(unsafe, each));
            }
        }
        return offsets;
    }
}
