package zlink.patterns.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeTry;
import zlink.engine.queue.OutgoingMessage;
import zlink.patterns.routing.SubscriptionTrie.Added;
import zlink.patterns.routing.SubscriptionTrie.Removed;

/** Against a map of topics to peers, searched from end to end. */
class SubscriptionTrieTest {
    private static final int PEERS = 6;
    private static final int MANY = 100_000;

    private enum What { ADD, REMOVE, LEAVE, MATCH }

    private record Step(What what, int peer, String topic) { }

    private SubscriptionTrie trie;
    private FakeSocket socket;
    private Distributor distributor;
    private List<FakePipe> pipes;
    private List<Subscriber> subscribers;
    private Map<String, Set<Integer>> model;

    /** jqwik makes one object for all tries. */
    @BeforeTry
    void startAfresh() {
        trie = new SubscriptionTrie(0, 0);
        socket = new FakeSocket();
        distributor = new Distributor();
        pipes = new ArrayList<>();
        subscribers = new ArrayList<>();
        model = new HashMap<>();
    }

    @Property
    void agreesWithTheModel(@ForAll("steps") List<Step> steps) {
        attach(PEERS);
        for (Step step : steps) {
            switch (step.what) {
                case ADD -> add(step.peer, step.topic);
                case REMOVE -> remove(step.peer, step.topic);
                case LEAVE -> leave(step.peer);
                default -> match(step.topic);
            }
            checkAccounts();
        }
    }

    @Example
    void aPeerThatSubscribedTwiceIsNoLongerSubscribedAfterOneCancellation() {
        attach(1);
        assertThat(trie.add(subscribers.get(0), FakePipe.bytes("a"))).isEqualTo(Added.FIRST);
        assertThat(trie.add(subscribers.get(0), FakePipe.bytes("a"))).isEqualTo(Added.KNOWN);
        assertThat(trie.remove(subscribers.get(0), FakePipe.bytes("a"))).isEqualTo(Removed.LAST);
        assertThat(trie.remove(subscribers.get(0), FakePipe.bytes("a"))).isEqualTo(Removed.UNKNOWN);
    }

    @Example
    void whoeverLeavesIsCancelledInTheOrderOfSubscription() {
        attach(2);
        for (String topic : List.of("b", "a", "", "ab")) {
            trie.add(subscribers.get(0), FakePipe.bytes(topic));
        }
        trie.add(subscribers.get(1), FakePipe.bytes("a"));
        List<String> told = new ArrayList<>();
        trie.removeAll(subscribers.get(0), (topic, last) -> told.add(FakePipe.text(topic) + (last ? "!" : "")));
        assertThat(told).containsExactly("b!", "a", "!", "ab!");
    }

    @Example
    void limitsHoldForEachPeer() {
        SubscriptionTrie limited = new SubscriptionTrie(2, 5);
        Subscriber one = new Subscriber(0);
        Subscriber other = new Subscriber(1);
        assertThat(limited.add(one, FakePipe.bytes("a"))).isEqualTo(Added.FIRST);
        assertThat(limited.add(one, FakePipe.bytes("bbbbb"))).isEqualTo(Added.REFUSED); // bytes
        assertThat(limited.add(one, FakePipe.bytes("bbbb"))).isEqualTo(Added.FIRST);
        assertThat(limited.add(one, FakePipe.bytes(""))).isEqualTo(Added.REFUSED);      // topics
        assertThat(limited.add(one, FakePipe.bytes("a"))).isEqualTo(Added.KNOWN);
        assertThat(limited.add(other, FakePipe.bytes("a"))).isEqualTo(Added.ANOTHER);
        assertThat(limited.remove(one, FakePipe.bytes("a"))).isEqualTo(Removed.ANOTHER);
        assertThat(limited.add(one, FakePipe.bytes(""))).isEqualTo(Added.FIRST);
    }

    @Example
    void manyTopicsOfManyPeersAreFoundAndForgotten() {
        attach(100);
        for (int i = 0; i < 200_000; i++) {
            assertThat(trie.add(subscribers.get(i % 100), FakePipe.bytes("topic/" + i + "/"))).isEqualTo(Added.FIRST);
        }
        for (int i = 0; i < 200_000; i += 997) {
            distributor.begin();
            trie.match(message("topic/" + i + "/value"), distributor);
            assertThat(marked()).containsExactly(i % 100);
        }
        for (Subscriber subscriber : subscribers) {
            trie.removeAll(subscriber, null);
        }
        distributor.begin();
        trie.match(message("topic/7/"), distributor);
        assertThat(marked()).isEmpty();
    }

    @Example
    void manySubscribersOfATopicAreNotSearchedForOneThatHasFewTopics() {
        byte[] topic = FakePipe.bytes("a");
        Subscriber[] many = new Subscriber[MANY];
        long startNs = System.nanoTime();
        for (int i = 0; i < MANY; i++) {
            many[i] = new Subscriber(i);
            assertThat(trie.add(many[i], topic)).isEqualTo(i == 0 ? Added.FIRST : Added.ANOTHER);
            checkEffort(startNs);
        }
        for (int i = 0; i < MANY; i++) { // the oldest first: the last in the list
            assertThat(trie.remove(many[i], topic)).isEqualTo(i == MANY - 1 ? Removed.LAST : Removed.ANOTHER);
            checkEffort(startNs);
        }
    }

    @Example
    void manyTopicsOfASubscriberAreNotSearchedForOneThatFewWant() {
        Subscriber one = new Subscriber(0);
        Subscriber restless = new Subscriber(1);
        byte[] topic = FakePipe.bytes("a");
        for (int i = 0; i < MANY; i++) {
            trie.add(one, FakePipe.bytes("topic/" + i));
        }
        trie.add(one, topic); // the last of all
        long startNs = System.nanoTime();
        for (int i = 0; i < MANY; i++) {
            assertThat(trie.add(restless, topic)).isEqualTo(Added.ANOTHER);
            assertThat(trie.remove(restless, topic)).isEqualTo(Removed.ANOTHER);
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(trie.add(one, topic)).isEqualTo(Added.KNOWN);
            checkEffort(startNs);
        }
    }

    @Example
    void aTopicOf64KiBMatchesItselfAndMoreButNotLess() {
        attach(1);
        byte[] topic = new byte[64 * 1024];
        Arrays.fill(topic, (byte) 'x');
        trie.add(subscribers.get(0), topic);
        for (int more = -1; more <= 1; more++) {
            byte[] frame = new byte[topic.length + more];
            Arrays.fill(frame, (byte) 'x');
            distributor.begin();
            trie.match(new OutgoingMessage().array(frame, 0, frame.length), distributor);
            assertThat(marked()).hasSize(more < 0 ? 0 : 1);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<What> what = Arbitraries.frequency(Tuple.of(6, What.ADD), Tuple.of(3, What.REMOVE),
                Tuple.of(1, What.LEAVE), Tuple.of(4, What.MATCH));
        Arbitrary<String> topic = Arbitraries.strings().withChars('a', 'b', '\u00FF').ofMaxLength(6);
        Arbitrary<String> any = Arbitraries.frequencyOf(Tuple.of(8, topic),
                Tuple.of(1, topic.map(end -> "a".repeat(600) + end)));
        return Combinators.combine(what, Arbitraries.integers().between(0, PEERS - 1), any).as(Step::new)
                .list().ofMaxSize(150);
    }

    private void attach(int count) {
        for (int i = 0; i < count; i++) {
            pipes.add(new FakePipe("pipe " + i, socket, 0));
            subscribers.add(new Subscriber(distributor.attach(pipes.get(i))));
        }
    }

    private void add(int peer, String topic) {
        Set<Integer> before = model.getOrDefault(topic, Set.of());
        Added expected = before.isEmpty() ? Added.FIRST : before.contains(peer) ? Added.KNOWN : Added.ANOTHER;
        assertThat(trie.add(subscribers.get(peer), FakePipe.bytes(topic))).isEqualTo(expected);
        model.computeIfAbsent(topic, key -> new LinkedHashSet<>()).add(peer);
    }

    private void remove(int peer, String topic) {
        Set<Integer> before = model.getOrDefault(topic, new HashSet<>());
        Removed expected = !before.contains(peer) ? Removed.UNKNOWN
                : before.size() == 1 ? Removed.LAST : Removed.ANOTHER;
        assertThat(trie.remove(subscribers.get(peer), FakePipe.bytes(topic))).isEqualTo(expected);
        before.remove(peer);
    }

    private void leave(int peer) {
        Map<String, Boolean> told = new HashMap<>();
        trie.removeAll(subscribers.get(peer),
                (topic, last) -> assertThat(told.put(FakePipe.text(topic), last)).isNull());
        Map<String, Boolean> expected = new HashMap<>();
        model.forEach((topic, peers) -> {
            if (peers.remove(peer)) {
                expected.put(topic, peers.isEmpty());
            }
        });
        assertThat(told).isEqualTo(expected);
    }

    private void match(String text) {
        Set<Integer> expected = new HashSet<>();
        model.forEach((topic, peers) -> {
            if (text.startsWith(topic)) {
                expected.addAll(peers);
            }
        });
        distributor.begin();
        trie.match(message(text), distributor);
        assertThat(marked()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private void checkAccounts() {
        for (int i = 0; i < PEERS; i++) {
            int peer = i;
            List<String> topics = model.keySet().stream().filter(topic -> model.get(topic).contains(peer)).toList();
            assertThat(subscribers.get(i).topics()).isEqualTo(topics.size());
            assertThat(subscribers.get(i).bytes()).isEqualTo(topics.stream().mapToInt(String::length).sum());
        }
    }

    /** To search all of the many for each of the many takes 5 to 10 billion steps. */
    private static void checkEffort(long startNs) {
        if (System.nanoTime() - startNs > 8_000_000_000L) {
            throw new AssertionError("8 s have passed");
        }
    }

    /** Sends to the marked pipes and sees who got it, and that nobody got it twice. */
    private List<Integer> marked() {
        distributor.send(message("!"), socket);
        List<Integer> peers = new ArrayList<>();
        for (int i = 0; i < pipes.size(); i++) {
            int count = pipes.get(i).takeAll().size();
            assertThat(count).isLessThanOrEqualTo(1);
            if (count == 1) {
                peers.add(i);
            }
        }
        return peers;
    }

    private static OutgoingMessage message(String frame) {
        return new OutgoingMessage().message(FakePipe.message(frame));
    }
}
