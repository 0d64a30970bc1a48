package zlink.patterns.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;
import zlink.engine.queue.IncomingMessage;

/** Against a map of topics to counts. */
class TopicCountsTest {

    private record Step(boolean add, String topic) { }

    private TopicCounts counts;

    /** jqwik makes one object for all tries. */
    @BeforeTry
    void startAfresh() {
        counts = new TopicCounts();
    }

    @Property
    void agreesWithTheModel(@ForAll("steps") List<Step> steps) {
        Map<String, Integer> model = new LinkedHashMap<>();
        for (Step step : steps) {
            byte[] topic = FakePipe.bytes(step.topic);
            int before = model.getOrDefault(step.topic, 0);
            if (step.add) {
                assertThat(counts.add(topic)).isEqualTo(before == 0);
                model.put(step.topic, before + 1);
            } else {
                assertThat(counts.remove(topic)).isEqualTo(before == 1);
                model.computeIfPresent(step.topic, (key, count) -> count == 1 ? null : count - 1);
            }
            List<String> replayed = new ArrayList<>();
            counts.forEach(shown -> replayed.add(FakePipe.text(shown)));
            assertThat(replayed).containsExactlyElementsOf(model.keySet());
            for (Step other : steps) {
                assertThat(matches(other.topic + "!"))
                        .isEqualTo(model.keySet().stream().anyMatch((other.topic + "!")::startsWith));
            }
        }
    }

    /** The reader must see what does not change, whatever happens around it. */
    @Example
    void matchesWhileItChanges() throws InterruptedException {
        counts.add(FakePipe.bytes("abcabc"));
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger looks = new AtomicInteger();
        Thread reader = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                if (!matches("abcabcd") || matches("abd") || matches("abcab")) {
                    wrong.incrementAndGet();
                }
                looks.incrementAndGet();
            }
        });
        reader.start();
        Random random = new Random(7);
        List<byte[]> topics = new ArrayList<>();
        for (String topic : List.of("abcabca", "abcabcde", "abcb", "abcabcda", "x", "abcabd", "abcabcdab", "abcac")) {
            topics.add(FakePipe.bytes(topic)); // none is a prefix of what must not match
        }
        for (int i = 0; i < 300_000 || looks.get() < 10_000; i++) {
            byte[] topic = topics.get(random.nextInt(topics.size()));
            if (random.nextBoolean()) {
                counts.add(topic);
            } else {
                counts.remove(topic);
            }
        }
        reader.interrupt();
        reader.join();
        assertThat(wrong).hasValue(0);
    }

    @Example
    void aTopicMatchesTheFrameThatIsTheSame() {
        counts.add(FakePipe.bytes("abc"));
        assertThat(matches("abc")).isTrue();
        assertThat(matches("ab")).isFalse();
        assertThat(matches("")).isFalse();
        counts.add(FakePipe.bytes(""));
        assertThat(matches("")).isTrue();
    }

    @Example
    void whatLiesBehindTheFrameInItsMemoryIsNoPartOfIt() {
        counts.add(FakePipe.bytes("abx"));
        counts.add(FakePipe.bytes("abcd")); // the second half has a node of its own
        ByteBuffer memory = ByteBuffer.wrap(FakePipe.bytes("##abcdef"));
        assertThat(counts.matches(memory, 2, 3)).isFalse();
        assertThat(counts.matches(memory, 2, 4)).isTrue();
    }

    @Example
    void theFirstFrameOfAMessageCounts() {
        FakeSocket socket = new FakeSocket();
        FairQueue queue = new FairQueue();
        FakePipe pipe = new FakePipe("pipe", socket, 0);
        IncomingMessage message = new IncomingMessage();
        pipe.arrive("abc", "x");
        queue.readable(socket.pollReadable());
        assertThat(queue.next(message)).isTrue();
        assertThat(counts.matches(message)).isFalse();
        counts.add(FakePipe.bytes("x"));
        assertThat(counts.matches(message)).isFalse();
        counts.add(FakePipe.bytes("ab"));
        assertThat(counts.matches(message)).isTrue();
        counts.remove(FakePipe.bytes("ab"));
        counts.add(FakePipe.bytes(""));
        assertThat(counts.matches(message)).isTrue();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(Arbitraries.of(true, true, false),
                Arbitraries.strings().withChars('a', 'b').ofMaxLength(4)).as(Step::new).list().ofMaxSize(40);
    }

    private boolean matches(String frame) {
        byte[] bytes = FakePipe.bytes("##" + frame + "##");
        return counts.matches(ByteBuffer.wrap(bytes), 2, bytes.length - 4);
    }
}
