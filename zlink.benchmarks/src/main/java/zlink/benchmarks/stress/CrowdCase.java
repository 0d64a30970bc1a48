package zlink.benchmarks.stress;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import zlink.api.Context;
import zlink.api.Endpoint;
import zlink.api.InterruptedOperationException;
import zlink.api.Receiver;
import zlink.api.Sender;
import zlink.api.Socket;
import zlink.api.SocketOptions;
import zlink.benchmarks.run.Crew;
import zlink.benchmarks.run.RunFailedException;
import zlink.benchmarks.run.RunResult;

/**
 * Many threads use each socket at once, wait for less time than it takes, and are interrupted in the middle.
 *
 * @param sockets what they are
 * @param peers how many sockets send
 * @param senders threads for each of these
 * @param receivers threads of the one that receives
 * @param each messages of each sending thread
 * @param bytes of each message
 * @param threads what kind of threads
 * @param hardship what the sockets live with
 * @param seed of all that is left to chance
 * @param limit how long it may take
 */
record CrowdCase(Sockets sockets, int peers, int senders, int receivers, int each, int bytes, Threads threads,
        Hardship hardship, long seed, Duration limit) implements Case {
    private static final int LONGEST_WAIT_NS = 2_000_000;
    private static final int LONGEST_PEACE_NS = 1_000_000;

    /** Which sockets. */
    enum Sockets {
        /** One on either side. */
        PAIR(1),
        /** Several that send to one. */
        DEALER(3),
        /** Several that push to one that pulls. */
        PUSHPULL(3);

        private final int mostPeers;

        Sockets(int mostPeers) {
            this.mostPeers = mostPeers;
        }

        int mostPeers() {
            return mostPeers;
        }

        Sender sender(Context context, SocketOptions options) {
            return switch (this) {
                case PAIR -> context.pair(options);
                case DEALER -> context.dealer(options);
                case PUSHPULL -> context.push(options);
            };
        }

        Receiver receiver(Context context, SocketOptions options) {
            return switch (this) {
                case PAIR -> context.pair(options);
                case DEALER -> context.dealer(options);
                case PUSHPULL -> context.pull(options);
            };
        }
    }

    @Override
    public Kind kind() {
        return Kind.CROWD;
    }

    @Override
    public long messages() {
        return (long) peers * senders * each;
    }

    @Override
    public Optional<RunResult.Failure> perform(LongConsumer watcher) throws InterruptedException {
        return Bout.of(new Play(), limit, threads.factory(), watcher);
    }

    @Override
    public String toString() {
        return "crowd " + sockets.name().toLowerCase(Locale.ROOT) + ", " + peers + " x " + senders + " senders, "
                + receivers + " receivers, " + each + " messages each of " + bytes + " B, " + threads + ", " + hardship;
    }

    private final class Play implements Bout.Play {
        private final Tally tally = new Tally(peers * senders, each, bytes);
        private final Queue<Thread> victims = new ConcurrentLinkedQueue<>();
        private final AtomicInteger atWork = new AtomicInteger(peers * senders + receivers);

        @Override
        public List<Socket> begin(Context context, Crew crew) {
            List<Socket> all = new ArrayList<>();
            Receiver far = sockets.receiver(context, hardship.options());
            all.add(far);
            Endpoint endpoint = far.bind(hardship.transport().anywhere()).endpoint();
            for (int peer = 0; peer < peers; peer++) {
                Sender near = sockets.sender(context, hardship.options());
                all.add(near);
                near.connect(endpoint);
                for (int i = 0; i < senders; i++) {
                    int number = peer * senders + i;
                    crew.start("sender " + number, () -> atWork(() -> send(near, number)));
                }
            }
            for (int i = 0; i < receivers; i++) {
                long chance = seed + peers * senders + i;
                crew.start("receiver " + i, () -> atWork(() -> receive(far, chance)));
            }
            crew.start("disturber", this::disturb);
            return all;
        }

        private void atWork(Runnable work) {
            victims.add(Thread.currentThread());
            try {
                work.run();
            } finally {
                victims.remove(Thread.currentThread());
                atWork.decrementAndGet();
            }
        }

        private void send(Sender near, int number) {
            SplittableRandom random = new SplittableRandom(seed + number);
            for (int i = 0; i < each; i++) {
                byte[] body = tally.body(number, i);
                boolean sent = false;
                while (!sent) {
                    try {
                        sent = random.nextInt(4) == 0 ? near.trySend(body)
                                : near.send(body, Duration.ofNanos(random.nextInt(LONGEST_WAIT_NS)));
                    } catch (InterruptedOperationException notSent) {
                        Thread.interrupted();
                    }
                }
            }
        }

        private void receive(Receiver far, long chance) {
            SplittableRandom random = new SplittableRandom(chance);
            Tally.Desk desk = tally.desk();
            ByteBuffer buffer = ByteBuffer.allocate(bytes);
            while (!tally.isComplete()) {
                try {
                    int size = random.nextInt(4) == 0 ? far.tryReceive(buffer.clear())
                            : far.receive(buffer.clear(), Duration.ofNanos(random.nextInt(LONGEST_WAIT_NS)));
                    if (size >= 0) {
                        desk.take(buffer);
                    }
                } catch (InterruptedOperationException nothingTaken) {
                    Thread.interrupted();
                }
            }
        }

        private void disturb() {
            SplittableRandom random = new SplittableRandom(~seed);
            while (atWork.get() > 0) {
                LockSupport.parkNanos(random.nextInt(LONGEST_PEACE_NS));
                Thread victim = victims.poll();
                if (victim != null) {
                    victim.interrupt();
                    victims.add(victim);
                }
            }
        }

        @Override
        public long received() {
            return tally.received();
        }

        @Override
        public void judge() throws RunFailedException {
            tally.judge();
        }
    }
}
