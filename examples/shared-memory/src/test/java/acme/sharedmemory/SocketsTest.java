package acme.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Context;
import zlink.api.DealerSocket;
import zlink.api.Message;
import zlink.api.PairSocket;
import zlink.api.RouterSocket;
import zlink.api.SocketOptions;
import zlink.api.SubSocket;
import zlink.api.XPubSocket;

/** Sockets that talk through shared memory. */
@Timeout(60)
class SocketsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static SocketOptions capacity(int bytes) {
        return SocketOptions.defaults().with(SharedMemoryTransport.CAPACITY, bytes);
    }

    /** On a thread of its own: the common pool may have one for both. */
    private static CompletableFuture<Void> start(Runnable task) {
        return CompletableFuture.runAsync(task, command -> {
            Thread thread = new Thread(command, "talking");
            thread.setDaemon(true);
            thread.start();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {4 << 10, 256 << 10})
    void aPairStreamsBothWays(int capacity) throws Exception {
        int messages = 50_000;
        try (Context context = Context.create();
                PairSocket one = context.pair(capacity(capacity));
                PairSocket other = context.pair(capacity(capacity))) {
            other.connect(one.bind("shm://*").endpoint());
            CompletableFuture<Void> echo = start(() -> {
                for (int i = 0; i < messages; i++) {
                    other.send(other.receive());
                }
            });
            CompletableFuture<Void> sending = start(() -> {
                for (int i = 0; i < messages; i++) {
                    one.send("message " + i);
                }
            });
            for (int i = 0; i < messages; i++) {
                Message message = one.receive(PATIENCE).orElseThrow();
                assertThat(message.text()).isEqualTo("message " + i);
            }
            sending.get(20, TimeUnit.SECONDS);
            echo.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aMessageMayBeLargerThanTheRing() {
        byte[] large = new byte[10_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 >>> 3);
        }
        try (Context context = Context.create();
                PairSocket one = context.pair(capacity(4096));
                PairSocket other = context.pair(capacity(4096))) {
            other.connect(one.bind("shm://*").endpoint());
            other.send(large);
            assertThat(one.receive(PATIENCE).orElseThrow().bytes()).isEqualTo(large);
        }
    }

    @Test
    void subscribersGetWhatIsPublished() {
        try (Context context = Context.create();
                XPubSocket publisher = context.xpub();
                SubSocket first = context.sub();
                SubSocket second = context.sub()) {
            String endpoint = publisher.bind("shm://*").endpoint().toString();
            first.subscribe("news");
            second.subscribe("news for all");
            for (SubSocket subscriber : new SubSocket[] {first, second}) {
                subscriber.connect(endpoint);
                assertThat(publisher.receive(PATIENCE)).isPresent();
            }
            publisher.send("news for one");
            publisher.send("nothing");
            publisher.send("news for all");
            assertThat(first.receive(PATIENCE).orElseThrow().text()).isEqualTo("news for one");
            assertThat(first.receive(PATIENCE).orElseThrow().text()).isEqualTo("news for all");
            assertThat(second.receive(PATIENCE).orElseThrow().text()).isEqualTo("news for all");
        }
    }

    @Test
    void aRouterAnswersEachDealer() {
        try (Context context = Context.create();
                RouterSocket router = context.router();
                DealerSocket first = context.dealer();
                DealerSocket second = context.dealer()) {
            String endpoint = router.bind("shm://*").endpoint().toString();
            first.connect(endpoint);
            second.connect(endpoint);
            for (int round = 0; round < 1_000; round++) {
                first.send("a");
                second.send("b");
                for (int i = 0; i < 2; i++) {
                    Message request = router.receive(PATIENCE).orElseThrow();
                    router.send(request.routingId(), Message.of(request.text(1) + "!"));
                }
                assertThat(first.receive(PATIENCE).orElseThrow().text()).isEqualTo("a!");
                assertThat(second.receive(PATIENCE).orElseThrow().text()).isEqualTo("b!");
            }
        }
    }
}
