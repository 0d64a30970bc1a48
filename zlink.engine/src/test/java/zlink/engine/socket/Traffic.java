package zlink.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import zlink.api.InterruptedOperationException;
import zlink.api.Message;
import zlink.engine.sync.Crew;

/** Senders and receivers on two sockets: everything arrives, once, and what one sends to one in its order. */
final class Traffic {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Crew crew = new Crew();
    private final int senders;
    private final int receivers;
    private final int each;
    private final boolean hasty;
    private final Random seeds;
    private final AtomicInteger left;
    private final ConcurrentLinkedQueue<List<Message>> logs = new ConcurrentLinkedQueue<>();

    /**
     * Messages of several sizes.
     *
     * @param each messages of one sender
     * @param hasty whether callers use short timeouts and are interrupted now and then
     */
    Traffic(int senders, int receivers, int each, boolean hasty, long seed) {
        this.senders = senders;
        this.receivers = receivers;
        this.each = each;
        this.hasty = hasty;
        this.seeds = new Random(seed);
        this.left = new AtomicInteger(senders * each);
    }

    void run(PlainSocket from, PlainSocket to) throws InterruptedException {
        for (int i = 0; i < senders; i++) {
            int sender = i;
            Random random = new Random(seeds.nextLong());
            crew.start(() -> send(from, sender, random));
        }
        for (int i = 0; i < receivers; i++) {
            Random random = new Random(seeds.nextLong());
            crew.start(() -> receive(to, random));
        }
        crew.join();
        check();
    }

    private void send(PlainSocket socket, int sender, Random random) {
        for (int i = 0; i < each; i++) {
            int size = random.nextInt(50) == 0 ? random.nextInt(20_000) : random.nextInt(200);
            Message message = random.nextInt(4) == 0
                    ? Message.of(sender + " " + i, "x".repeat(size)) : Message.of(sender + " " + i);
            boolean sent = false;
            for (long endNs = System.nanoTime() + PATIENCE.toNanos(); !sent;) {
                assertThat(endNs - System.nanoTime()).as("left of the sender's patience").isPositive();
                sent = attempt(random, () -> hasty
                        ? socket.send(message, Duration.ofNanos(random.nextInt(200_000)))
                        : socket.send(message, PATIENCE));
            }
            Crew.breathe(random);
        }
    }

    private void receive(PlainSocket socket, Random random) {
        List<Message> log = new ArrayList<>();
        logs.add(log);
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        while (left.get() > 0) {
            assertThat(endNs - System.nanoTime()).as("left of the receiver's patience, " + left + " to come")
                    .isPositive();
            boolean got = attempt(random, () -> {
                Optional<Message> message = random.nextInt(8) == 0 ? socket.tryReceive()
                        : socket.receive(Duration.ofMillis(hasty ? random.nextInt(3) : 100));
                message.ifPresent(log::add);
                return message.isPresent();
            });
            if (got) {
                left.decrementAndGet();
                endNs = System.nanoTime() + PATIENCE.toNanos();
            }
            Crew.breathe(random);
        }
    }

    /** A call of a thread that may have been interrupted before it. */
    private boolean attempt(Random random, BooleanSupplier call) {
        if (hasty && random.nextInt(100) == 0) {
            Thread.currentThread().interrupt();
        }
        try {
            return call.getAsBoolean();
        } catch (InterruptedOperationException e) {
            return false;
        } finally {
            Thread.interrupted();
        }
    }

    private void check() {
        Set<String> seen = new HashSet<>();
        for (List<Message> log : logs) {
            int[] last = new int[senders];
            Arrays.fill(last, -1);
            for (Message message : log) {
                String name = message.text(0);
                assertThat(seen.add(name)).as("once: " + name).isTrue();
                String[] parts = name.split(" ");
                int sender = Integer.parseInt(parts[0]);
                int number = Integer.parseInt(parts[1]);
                assertThat(number).as("order of sender " + sender).isGreaterThan(last[sender]);
                last[sender] = number;
            }
        }
        assertThat(seen).hasSize(senders * each);
    }
}
