package zlink.benchmarks.micro;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import zlink.engine.queue.OutgoingMessage;
import zlink.patterns.routing.Distributor;
import zlink.patterns.routing.Subscriber;
import zlink.patterns.routing.SubscriptionTrie;
import zlink.patterns.routing.TopicCounts;

/** A message is matched with subscriptions, of which one is a prefix of it, by its publisher and by its subscriber. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SubscriptionBenchmark {

    /** Marks the subscriber of the next message; returns the message. */
    @Benchmark
    public OutgoingMessage match(Publisher publisher) {
        OutgoingMessage message = publisher.outgoing.array(publisher.traffic.array, publisher.traffic.next(),
                Traffic.MESSAGE_BYTES);
        publisher.distributor.begin();
        publisher.trie.match(message, publisher.distributor);
        return message;
    }

    /** A peer subscribes to one topic more and cancels it; returns whether both were news. */
    @Benchmark
    public boolean subscribeAndCancel(Publisher publisher) {
        byte[] topic = publisher.traffic.nextOther();
        return publisher.trie.add(publisher.subscriber, topic) == SubscriptionTrie.Added.FIRST
                && publisher.trie.remove(publisher.subscriber, topic) == SubscriptionTrie.Removed.LAST;
    }

    /** Decides whether a message that has arrived is wanted; returns true. */
    @Benchmark
    public boolean filter(Application application) {
        return application.counts.matches(application.arrived, application.traffic.next(), Traffic.MESSAGE_BYTES);
    }

    /** The application subscribes to one topic more and cancels it; returns whether both were news. */
    @Benchmark
    public boolean subscribeAndCancelOwn(Application application) {
        byte[] topic = application.traffic.nextOther();
        return application.counts.add(topic) && application.counts.remove(topic);
    }

    /** The send side of a PUB with one peer. */
    @State(Scope.Thread)
    public static class Publisher {
        @Param({"1", "1000", "1000000"})
        int topics;

        final IdlePipe pipe = new IdlePipe();
        final Distributor distributor = new Distributor();
        final OutgoingMessage outgoing = new OutgoingMessage();
        private final SubscriptionTrie trie = new SubscriptionTrie(0, 0);
        private final Subscriber subscriber = new Subscriber(distributor.attach(pipe));
        private Traffic traffic;

        /** The peer subscribes. */
        @Setup
        public void subscribe() {
            traffic = new Traffic(topics);
            for (int i = 0; i < topics; i++) {
                trie.add(subscriber, Traffic.topic(i));
            }
        }
    }

    /** The receive side of a SUB. */
    @State(Scope.Thread)
    public static class Application {
        @Param({"1", "1000", "1000000"})
        int topics;

        private final TopicCounts counts = new TopicCounts();
        private ByteBuffer arrived;
        private Traffic traffic;

        /** The application subscribes. */
        @Setup
        public void subscribe() {
            traffic = new Traffic(topics);
            arrived = ByteBuffer.allocateDirect(traffic.array.length).put(0, traffic.array);
            for (int i = 0; i < topics; i++) {
                counts.add(Traffic.topic(i));
            }
        }
    }
}
