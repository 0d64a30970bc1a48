package zlink.patterns.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeTry;

/** Against a sorted map, with a look at every node after each change. */
class TopicTreeTest {

    private record Step(boolean add, byte[] topic) { }

    private static final class Entry extends TopicEntry<Entry> { }

    private TopicTree<Entry> tree;
    private Map<String, Entry> model;

    /** jqwik makes one object for all tries. */
    @BeforeTry
    void startAfresh() {
        tree = new TopicTree<>();
        model = new TreeMap<>();
    }

    @Property
    void findsWhatWasAddedAndNotRemoved(@ForAll("steps") List<Step> steps) {
        for (Step step : steps) {
            if (step.add) {
                add(step.topic);
            } else {
                remove(step.topic);
            }
            assertThat(tree.find(step.topic)).isSameAs(model.get(FakePipe.text(step.topic)));
            check();
        }
        for (String topic : List.copyOf(model.keySet())) {
            remove(FakePipe.bytes(topic));
        }
        assertThat(check()).isEqualTo(1);
    }

    @Example
    void everyByteIsABranchOfItsOwn() {
        for (int first = 0; first < 256; first++) {
            for (int second = 255; second >= 0; second -= 5) {
                add(new byte[] {(byte) first, (byte) second});
            }
        }
        check();
        model.forEach((topic, entry) -> assertThat(tree.find(FakePipe.bytes(topic))).isSameAs(entry));
        assertThat(tree.find(new byte[] {1, 1})).isNull();
    }

    @Example
    void aLongTopicAndItsPrefixesTakeMemoryInProportion() {
        byte[] topic = new byte[64 * 1024];
        for (int i = 0; i < topic.length; i++) {
            topic[i] = (byte) (i * 31 >> 3);
        }
        add(topic);
        assertThat(check()).isLessThan(2 + topic.length / 128);
        for (int length = 1000; length < topic.length; length += 1000) {
            add(Arrays.copyOf(topic, length));
        }
        assertThat(check()).isLessThan(2 + topic.length / 128 + 2 * 65);
        remove(topic);
        for (int length = 1000; length < topic.length; length += 1000) {
            remove(Arrays.copyOf(topic, length));
        }
        assertThat(check()).isEqualTo(1);
    }

    @Example
    void aNodeHoldsAsMuchOfATopicAsALabelMay() {
        for (int more = 0; more <= 1; more++) {
            byte[] topic = new byte[TopicTree.LONGEST_LABEL + more];
            add(topic);
            add(Arrays.copyOf(topic, 100));
            remove(Arrays.copyOf(topic, 100));
            assertThat(check()).isEqualTo(2 + more);
            remove(topic);
        }
    }

    @Example
    void aMillionPrefixesOfOneAnotherAreNoProblemForTheStack() {
        byte[] topic = new byte[4096];
        for (int length = 0; length < topic.length; length++) {
            add(Arrays.copyOf(topic, length));
        }
        check();
        for (int length = topic.length - 1; length >= 0; length--) {
            remove(Arrays.copyOf(topic, length));
        }
        assertThat(check()).isEqualTo(1);
    }

    @Example
    void splittingALongLabelCopiesLittle() {
        byte[] topic = new byte[8 << 20];
        add(topic);
        long startNs = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            add(new byte[1]);
            remove(new byte[1]);
        }
        // Copying the label each time would take 8 MiB × 200 000, which no machine does in a minute.
        assertThat(System.nanoTime() - startNs).isLessThan(60_000_000_000L);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<byte[]> small = Arbitraries.of((byte) 'a', (byte) 'b', (byte) 0xFF).array(byte[].class).ofMaxSize(6);
        Arbitrary<byte[]> large = Combinators.combine(Arbitraries.integers().between(0, 1100), small)
                .as(TopicTreeTest::longTopic);
        return Combinators.combine(Arbitraries.frequency(Tuple.of(3, true), Tuple.of(2, false)),
                Arbitraries.frequencyOf(Tuple.of(4, small), Tuple.of(1, large))).as(Step::new).list().ofMaxSize(80);
    }

    private static byte[] longTopic(int length, byte[] end) {
        byte[] topic = Arrays.copyOf(new byte[length], length + end.length);
        System.arraycopy(end, 0, topic, length, end.length);
        return topic;
    }

    private void add(byte[] topic) {
        if (!model.containsKey(FakePipe.text(topic))) {
            Entry entry = new Entry();
            tree.add(topic, entry);
            model.put(FakePipe.text(topic), entry);
        }
    }

    private void remove(byte[] topic) {
        Entry entry = model.remove(FakePipe.text(topic));
        if (entry != null) {
            assertThat(tree.topic(entry)).isEqualTo(topic);
            tree.remove(entry);
        }
    }

    /** Walks the whole tree: it must hold the model's topics and no useless node. Returns how many nodes it has. */
    private int check() {
        List<Entry> entries = new ArrayList<>();
        Deque<TopicNode<Entry>> left = new ArrayDeque<>(List.of(tree.root()));
        int nodes = 0;
        while (!left.isEmpty()) {
            TopicNode<Entry> node = left.pop();
            nodes++;
            if (node.entry() != null) {
                assertThat(node.entry().node).isSameAs(node);
                entries.add(node.entry());
            }
            if (node != tree.root()) {
                assertThat(node.label.length).isBetween(1, TopicTree.LONGEST_LABEL);
                assertThat(node.entry() != null || node.branchCount() > 0).as("is of use").isTrue();
            }
            int found = 0;
            for (int first = 0; first < 256; first++) {
                TopicNode<Entry> branch = node.branch((byte) first);
                if (branch != null) {
                    assertThat(branch.parent).isSameAs(node);
                    left.push(branch);
                    found++;
                }
            }
            assertThat(found).isEqualTo(node.branchCount());
        }
        assertThat(entries).containsExactlyInAnyOrderElementsOf(model.values());
        return nodes;
    }
}
