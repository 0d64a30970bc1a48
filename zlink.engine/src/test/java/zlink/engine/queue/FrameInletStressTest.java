package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zlink.engine.sync.Crew;
import zlink.engine.sync.SocketLock;

/** A thread that fills a queue from a channel and one that reads it; both sides change hands now and then. */
@Timeout(60)
class FrameInletStressTest implements FrameInlet.Listener {
    private static final int ROUNDS = 400;

    private final ChunkPool pool = new ChunkPool();
    private final ByteQueue queue = new ByteQueue(pool, 50, 0);
    private final FrameInlet inlet = new FrameInlet(queue, true, 0);
    private final SocketLock producer = new SocketLock();
    private final Crew crew = new Crew();
    private final AtomicInteger restarts = new AtomicInteger();
    private int commands; // by whoever holds the producer's side

    @Test
    void everythingComesOnceAndInOrder() throws InterruptedException {
        List<Part> parts = parts();
        byte[] stream = Part.stream(parts);
        List<String> expected = Part.messages(parts);
        List<String> messages = new ArrayList<>();

        crew.startTogether(() -> fill(stream, ends(parts)), () -> read(messages, expected.size()));
        crew.join();

        assertThat(messages).isEqualTo(expected);
        assertThat(commands).isEqualTo(Part.commands(parts).size());
        assertThat(restarts).hasPositiveValue();
        queue.discard();
        assertThat(pool.inUseBytes()).isZero();
    }

    private static List<Part> parts() {
        Random random = new Random(5);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < ROUNDS * 10; i++) {
            int size = switch (random.nextInt(30)) {
                case 0 -> random.nextInt(100_000);
                case 1, 2 -> 250 + random.nextInt(12);
                default -> random.nextInt(60);
            };
            parts.add(new Part(Part.Kind.values()[random.nextInt(4)], size, random.nextInt(4) == 0));
        }
        parts.add(new Part(Part.Kind.LAST, 1, false));
        return parts;
    }

    /** Where in the stream each part ends. */
    private static int[] ends(List<Part> parts) {
        int[] ends = new int[parts.size()];
        for (int i = 0, at = 0; i < ends.length; i++) {
            at += parts.get(i).frame(i).length;
            ends[i] = at;
        }
        return ends;
    }

    private void fill(byte[] stream, int[] ends) throws FrameException {
        Random random = new Random(6);
        for (int at = 0; at < stream.length;) {
            producer.lock();
            try {
                if (queue.hasRoom()) {
                    ByteBuffer room = inlet.room();
                    int most = switch (random.nextInt(3)) {
                        case 0 -> 1 + random.nextInt(20);
                        case 1 -> 1 + random.nextInt(50_000);
                        default -> toNextEnd(ends, at);
                    };
                    int size = Math.min(Math.min(most, room.remaining()), stream.length - at);
                    room.put(stream, at, size);
                    at += size;
                    inlet.arrived(size, this);
                }
            } finally {
                producer.unlock();
            }
            Crew.breathe(random);
        }
    }

    private static int toNextEnd(int[] ends, int at) {
        int found = Arrays.binarySearch(ends, at);
        return ends[found < 0 ? -found - 1 : found + 1] - at;
    }

    private void read(List<String> messages, int count) {
        Random random = new Random(7);
        IncomingMessage message = new IncomingMessage();
        while (messages.size() < count) {
            if (queue.hasMessage()) {
                queue.load(message);
                List<String> frames = new ArrayList<>();
                for (int i = 0; i < message.bodyFrames(); i++) {
                    frames.add(InletRig.name(message.bodyBytes(i)));
                }
                messages.add(frames.toString());
                queue.consume(message);
            } else if (producer.tryLock()) {
                if (!queue.hasMessage() && !inlet.isPartial()) {
                    inlet.restart(random.nextBoolean()); // as a receiver does that reads for itself
                    restarts.incrementAndGet();
                }
                producer.unlock();
            } else {
                Crew.breathe(random);
            }
        }
    }

    @Override
    public void command(ByteBuffer memory, int offset, int size) {
        commands++;
    }

    @Override
    public void frame(ByteBuffer memory, int offset, int size, boolean more) {
        throw new AssertionError("messages are queued");
    }
}
