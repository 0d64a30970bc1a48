package zlink.benchmarks.stress;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import zlink.api.Context;
import zlink.api.Endpoint;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.Socket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.benchmarks.run.Crew;
import zlink.benchmarks.run.RunFailedException;
import zlink.benchmarks.run.RunResult;
import zlink.benchmarks.run.WrongMessageException;

/**
 * Sockets connect, send a few messages and close, over and over. Of those that close with time to linger everything has
 * to arrive; of those that close at once a part may, in order.
 *
 * @param comers how many do so at a time
 * @param cycles how often each does
 * @param hardship what the sockets live with
 * @param seed of all that is left to chance
 * @param limit how long it may take
 */
record ChurnCase(int comers, int cycles, Hardship hardship, long seed, Duration limit) implements Case {
    private static final int MOST_MESSAGES = 20;
    private static final int ABRUPT = 4; // one of so many closes without lingering
    private static final int BYTES = 2 * Integer.BYTES;
    private static final Duration LINGER = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(1);

    @Override
    public Kind kind() {
        return Kind.CHURN;
    }

    /** How many at least. */
    @Override
    public long messages() {
        return new Play().expected;
    }

    @Override
    public Optional<RunResult.Failure> perform(LongConsumer watcher) throws InterruptedException {
        return Bout.of(new Play(), limit, Threads.PLATFORM.factory(), watcher);
    }

    @Override
    public String toString() {
        return "coming and going, " + comers + " x " + cycles + " sockets, " + hardship;
    }

    private final class Play implements Bout.Play {
        private final int[] sent = new int[comers * cycles];        // how many messages each socket sends
        private final boolean[] abrupt = new boolean[comers * cycles];
        private final AtomicIntegerArray next = new AtomicIntegerArray(comers * cycles); // written by the receiver
        private final AtomicLong received = new AtomicLong();       // of those that linger
        private final AtomicInteger coming = new AtomicInteger(comers);
        private final long expected;

        Play() {
            SplittableRandom random = new SplittableRandom(seed);
            long all = 0;
            for (int i = 0; i < sent.length; i++) {
                sent[i] = random.nextInt(MOST_MESSAGES);
                abrupt[i] = random.nextInt(ABRUPT) == 0;
                all += abrupt[i] ? 0 : sent[i];
            }
            expected = all;
        }

        @Override
        public List<Socket> begin(Context context, Crew crew) {
            PullSocket far = context.pull(hardship.options());
            Endpoint endpoint = far.bind(hardship.transport().anywhere()).endpoint();
            for (int i = 0; i < comers; i++) {
                int first = i * cycles;
                crew.start("comer " + i, () -> comeAndGo(context, endpoint, first));
            }
            crew.start("receiver", () -> receive(far));
            return List.of(far);
        }

        private void comeAndGo(Context context, Endpoint endpoint, int first) {
            SocketOptions options = hardship.options().with(SocketOption.LINGER, LINGER);
            try {
                for (int number = first; number < first + cycles; number++) {
                    try (PushSocket near = context.push(options)) {
                        near.connect(endpoint);
                        for (int i = 0; i < sent[number]; i++) {
                            near.send(ByteBuffer.allocate(BYTES).putInt(number).putInt(i).flip());
                        }
                        if (abrupt[number]) {
                            near.close(Duration.ZERO);
                        }
                    }
                }
            } finally {
                coming.decrementAndGet();
            }
        }

        /** Until nobody comes any more and all that has to has come. */
        private void receive(PullSocket far) {
            ByteBuffer buffer = ByteBuffer.allocate(BYTES);
            boolean everybodyLeft = false;
            while (true) {
                int size = far.receive(buffer.clear(), LOOK);
                if (size >= 0) {
                    take(buffer, size);
                } else if (everybodyLeft && received.get() >= expected) {
                    return;
                } else {
                    everybodyLeft = coming.get() == 0;
                }
            }
        }

        private void take(ByteBuffer message, int size) {
            int number = size == BYTES ? message.getInt(0) : -1;
            if (number < 0 || number >= sent.length) {
                throw new WrongMessageException("a message of " + size + " bytes that nobody sent");
            }
            int due = next.getAndIncrement(number);
            if (message.getInt(Integer.BYTES) != due || due >= sent[number]) {
                throw new WrongMessageException("message " + message.getInt(Integer.BYTES) + " of socket " + number
                        + " came in the place of its message " + due + " of " + sent[number]);
            }
            if (!abrupt[number]) {
                received.incrementAndGet();
            }
        }

        @Override
        public long received() {
            return received.get();
        }

        @Override
        public void judge() throws RunFailedException {
            for (int i = 0; i < sent.length; i++) {
                if (!abrupt[i] && next.get(i) != sent[i]) {
                    throw new RunFailedException("socket " + i + " sent " + sent[i] + " messages and lingered, "
                            + next.get(i) + " came");
                }
            }
        }
    }
}
