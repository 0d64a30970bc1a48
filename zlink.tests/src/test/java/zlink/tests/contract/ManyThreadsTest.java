package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zlink.api.DealerSocket;
import zlink.api.Message;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.Receiver;
import zlink.api.RouterSocket;
import zlink.api.Sender;
import zlink.tests.fixture.Deadline;

/** Any number of threads on one socket: messages stay whole, each sender's stay in order, none is lost. */
@Timeout(60)
class ManyThreadsTest extends OverEachTransport {
    private static final int SENDERS = 4;
    private static final int EACH = 3000;

    /** Sender and number in each of its frames, as many frames as the number says, to tell mixed messages. */
    private static Message numbered(int sender, int number) {
        Message.Builder message = Message.builder();
        for (int frame = 0; frame <= number % 4; frame++) {
            message.frame(sender + ":" + number);
        }
        return message.build();
    }

    private static void sendAll(Sender socket, int sender) {
        for (int number = 0; number < EACH; number++) {
            if (number % 3 == 0) {
                while (!socket.trySend(numbered(sender, number))) {
                    Thread.onSpinWait();
                }
            } else {
                socket.send(numbered(sender, number));
            }
        }
    }

    /** Receives until nothing has come for a while; returns how many came from each sender. */
    private static Map<Integer, Integer> receiveAll(Receiver socket, int count) {
        Map<Integer, Integer> next = new HashMap<>();
        Map<Integer, Integer> received = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Message message = next(socket);
            String[] parts = message.text(0).split(":");
            int sender = Integer.parseInt(parts[0]);
            int number = Integer.parseInt(parts[1]);
            assertThat(message).isEqualTo(numbered(sender, number));
            assertThat(number).as("from sender " + sender).isGreaterThanOrEqualTo(next.getOrDefault(sender, 0));
            next.put(sender, number + 1);
            received.merge(sender, 1, Integer::sum);
        }
        return received;
    }

    private static Map<Integer, Integer> sum(Map<Integer, Integer> left, Map<Integer, Integer> right) {
        Map<Integer, Integer> sum = new HashMap<>(left);
        right.forEach((sender, count) -> sum.merge(sender, count, Integer::sum));
        return sum;
    }

    private static Map<Integer, Integer> allOf(int senders) {
        Map<Integer, Integer> all = new HashMap<>();
        for (int sender = 0; sender < senders; sender++) {
            all.put(sender, EACH);
        }
        return all;
    }

    private static <T> T resultOf(Future<T> future) throws Exception {
        return future.get(40, TimeUnit.SECONDS);
    }

    @Test
    void sendOnOneSocketAndReceiveOnAnother() throws Exception {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(pull, push);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            exchange(threads, push, pull);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void virtualOnesToo() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads come with Java 21");
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(pull, push);
        ExecutorService threads = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
                .invoke(null);
        try {
            exchange(threads, push, pull);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void exchange(ExecutorService threads, PushSocket push, PullSocket pull) throws Exception {
        List<Future<?>> sending = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            sending.add(threads.submit(() -> sendAll(push, sender)));
        }
        Callable<Map<Integer, Integer>> half = () -> receiveAll(pull, SENDERS * EACH / 2);
        Future<Map<Integer, Integer>> one = threads.submit(half);
        Future<Map<Integer, Integer>> other = threads.submit(half);

        for (Future<?> future : sending) {
            resultOf(future);
        }
        assertThat(sum(resultOf(one), resultOf(other))).isEqualTo(allOf(SENDERS));
        assertThat(pull.tryReceive()).isEmpty();
    }

    @Test
    void sendAndReceiveOnTheSameSocketAtOnce() throws Exception {
        DealerSocket left = context.dealer();
        DealerSocket right = context.dealer();
        join(left, right);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> sending = new ArrayList<>();
            for (DealerSocket socket : List.of(left, right)) {
                for (int i = 0; i < 2; i++) {
                    int sender = i;
                    sending.add(threads.submit(() -> sendAll(socket, sender)));
                }
            }
            Future<Map<Integer, Integer>> toLeft = threads.submit(() -> receiveAll(left, 2 * EACH));
            Future<Map<Integer, Integer>> toRight = threads.submit(() -> receiveAll(right, 2 * EACH));

            for (Future<?> future : sending) {
                resultOf(future);
            }
            assertThat(resultOf(toLeft)).isEqualTo(allOf(2));
            assertThat(resultOf(toRight)).isEqualTo(allOf(2));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void answerWhoeverAskedThroughOneRouter() throws Exception {
        RouterSocket router = context.router();
        DealerSocket[] dealers = {context.dealer(), context.dealer(), context.dealer()};
        join(router, dealers);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < 3; i++) {
                threads.submit(() -> {
                    while (true) {
                        router.send(router.receive());
                    }
                });
            }
            List<Future<?>> asking = new ArrayList<>();
            for (int i = 0; i < dealers.length; i++) {
                DealerSocket dealer = dealers[i];
                int name = i;
                asking.add(threads.submit(() -> {
                    for (int number = 0; number < 1000; number++) {
                        dealer.send(numbered(name, number));
                        assertThat(next(dealer)).isEqualTo(numbered(name, number));
                    }
                }));
            }
            for (Future<?> future : asking) {
                resultOf(future);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void useSocketsWhileOthersOpenAndCloseTheirs() throws Exception {
        PullSocket pull = context.pull();
        PushSocket steady = context.push();
        var endpoint = join(pull, steady);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<?> restless = threads.submit(() -> {
                for (int i = 0; i < 100; i++) {
                    PushSocket push = context.push();
                    push.connect(endpoint);
                    push.close();
                }
            });
            Future<?> sending = threads.submit(() -> sendAll(steady, 0));

            assertThat(receiveAll(pull, EACH)).isEqualTo(Map.of(0, EACH));
            resultOf(sending);
            resultOf(restless);
            Deadline.await("those who left are gone", () -> pull.statistics().connections() == 1);
        } finally {
            threads.shutdownNow();
        }
    }
}
