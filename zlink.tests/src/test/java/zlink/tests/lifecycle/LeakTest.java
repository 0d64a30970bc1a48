package zlink.tests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.InvalidOptionException;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.StreamSocket;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.Transport;

/** What was opened and closed again leaves nothing behind: no thread, no file descriptor, no socket file. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Transport.class)
class LeakTest {
    private static final String OURS = "leak-test";
    private static final int POOLED = 4;
    private static final int CYCLES = 1000;
    private static final int HALF_OPEN_CYCLES = 200;
    private static final int SLACK = 5; // what the JVM itself opens now and then

    @Parameter
    Transport transport;

    private final ContextOptions options = ContextOptions.defaults().withThreadNamePrefix(OURS).withSocketDefaults(
            Transport.options().with(SocketOption.LINGER, Duration.ZERO)
                    .with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(10)));

    /** Handshakes of TLS take longer than all else here, and what leaks every time is seen with fewer. */
    private int cycles() {
        return transport == Transport.TLS || transport == Transport.WSS ? CYCLES / 10 : CYCLES;
    }

    @BeforeEach
    void seeDescriptors() {
        assumeTrue(ProcessResources.descriptorsAreVisible(), "no /proc/self/fd here");
    }

    /** The most descriptors that should be open after a test; the first use of everything opens some for good. */
    private int settled() {
        try (Context context = Context.create(options)) {
            exchange(context);
        }
        awaitNoThreads();
        return ProcessResources.descriptors() + SLACK;
    }

    private void exchange(Context context) {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        push.connect(pull.bind(transport.wildcard()).endpoint());
        push.send("hello");
        assertThat(pull.receive(Deadline.PATIENCE)).isPresent();
        push.close();
        pull.close();
    }

    private static void awaitNoThreads() {
        Deadline.await(() -> "no threads are left of " + ProcessResources.threadNames(OURS), Deadline.PATIENCE,
                () -> ProcessResources.threadNames(OURS).isEmpty());
    }

    private static void awaitDescriptors(int most) {
        Deadline.await(() -> "at most " + most + " file descriptors are open, not " + ProcessResources.descriptors(),
                Deadline.PATIENCE, () -> ProcessResources.descriptors() <= most);
    }

    @Test
    void socketsThatMetInOneContext() {
        int most = settled();
        try (Context context = Context.create(options)) {
            for (int i = 0; i < POOLED; i++) {
                exchange(context); // until the few threads that resolve are there
            }
            int threads = ProcessResources.threadNames(OURS).size();
            for (int i = 0; i < cycles(); i++) {
                exchange(context);
            }
            awaitDescriptors(most + 20);
            assertThat(ProcessResources.threadNames(OURS)).hasSizeLessThanOrEqualTo(threads + 1);
            assertThat(ProcessResources.threadNames(OURS)).as("one loop, and a few that resolve and tell")
                    .hasSizeLessThanOrEqualTo(1 + 4 + 4);
        }
        awaitNoThreads();
        awaitDescriptors(most);
    }

    @Test
    void contextsThatCouldNotBeMade() {
        int most = settled();
        for (int i = 0; i < 20; i++) {
            AtomicInteger asked = new AtomicInteger();
            assertThatThrownBy(() -> Context.create(options.withIoThreads(3)
                    .withThreadFactory(work -> asked.incrementAndGet() < 3 ? new Thread(work) : null)))
                    .isInstanceOf(InvalidOptionException.class).hasMessageContaining("threadFactory");
        }
        awaitDescriptors(most);
    }

    @Test
    void contextsOfTheirOwn() {
        int most = settled();
        for (int i = 0; i < 50; i++) {
            try (Context context = Context.create(options)) {
                exchange(context);
            }
        }
        awaitNoThreads();
        awaitDescriptors(most);
    }

    @Test
    void endpointsOfOneSocket() {
        int most = settled();
        try (Context context = Context.create(options)) {
            PullSocket pull = context.pull();
            PushSocket push = context.push();
            for (int i = 0; i < cycles(); i++) {
                EndpointHandle bound = pull.bind(transport.wildcard());
                EndpointHandle connected = push.connect(bound.endpoint());
                if (i % 10 == 0) {
                    push.send("hello");
                    assertThat(pull.receive(Deadline.PATIENCE)).isPresent();
                }
                connected.close();
                bound.close();
            }
            assertThat(pull.endpoints()).isEmpty();
            awaitDescriptors(most + 20);
        }
        awaitNoThreads();
        awaitDescriptors(most);
    }

    @Test
    void peersThatWereNeverThere() {
        int most = settled();
        Endpoint nowhere = transport.free();
        try (Context context = Context.create(options)) {
            for (int i = 0; i < cycles(); i++) {
                PushSocket push = context.push();
                push.connect(nowhere);
                push.trySend("nobody there");
                push.close();
            }
            awaitDescriptors(most + 20);
        }
        awaitNoThreads();
        awaitDescriptors(most);
    }

    @Test
    void contextsClosedInFullTraffic() {
        int most = settled();
        for (int i = 0; i < 20; i++) {
            Context context = Context.create(options);
            PullSocket pull = context.pull();
            PushSocket push = context.push();
            push.connect(pull.bind(transport.wildcard()).endpoint());
            BackgroundCall<Void> sending = BackgroundCall.running(() -> {
                while (true) {
                    push.send(new byte[10_000]);
                }
            });
            BackgroundCall<Void> receiving = BackgroundCall.running(() -> {
                while (true) {
                    pull.receive();
                }
            });
            Deadline.await("messages flow", () -> pull.statistics().messagesReceived() > 10);

            context.close();

            sending.failure();
            receiving.failure();
        }
        awaitNoThreads();
        awaitDescriptors(most);
    }

    @Test
    void streamsThatMet() {
        assumeTrue(transport == Transport.TCP || transport == Transport.IPC, "STREAM speaks over tcp and ipc only");
        int most = settled();
        try (Context context = Context.create(options)) {
            for (int i = 0; i < CYCLES; i++) {
                StreamSocket bound = context.stream();
                StreamSocket connected = context.stream();
                connected.connect(bound.bind(transport.wildcard()).endpoint());
                RoutingId client = notice(bound, "");
                RoutingId server = notice(connected, "");
                connected.send(server, "hello".getBytes(StandardCharsets.UTF_8));
                notice(bound, "hello");
                if (i % 2 == 0) {
                    bound.disconnect(client);
                    notice(connected, "");
                } else {
                    connected.disconnect(server);
                    notice(bound, "");
                }
                (i % 4 < 2 ? bound : connected).close();
                (i % 4 < 2 ? connected : bound).close();
            }
            awaitDescriptors(most + 20);
        }
        awaitNoThreads();
        awaitDescriptors(most);
    }

    @Test
    void streamsThatTheirContextCloses() {
        assumeTrue(transport == Transport.TCP || transport == Transport.IPC, "STREAM speaks over tcp and ipc only");
        int most = settled();
        try (Context context = Context.create(options)) {
            for (int i = 0; i < 50; i++) {
                StreamSocket bound = context.stream();
                StreamSocket connected = context.stream();
                connected.connect(bound.bind(transport.wildcard()).endpoint());
                notice(bound, "");
                notice(connected, "");
            }
        }
        awaitNoThreads();
        awaitDescriptors(most);
    }

    private static RoutingId notice(StreamSocket stream, String text) {
        Message message = stream.receive(Deadline.PATIENCE).orElseThrow(() -> new AssertionError("nothing came"));
        assertThat(message.text(1)).isEqualTo(text);
        return message.routingId();
    }

    @Test
    void socketsClosedWhileTheyShakeHands() throws IOException {
        assumeTrue(transport != Transport.INPROC, "inproc shakes no hands");
        int most = settled();
        try (Context context = Context.create(options); ServerSocketChannel silent = silentServer()) {
            for (int i = 0; i < HALF_OPEN_CYCLES; i++) {
                PushSocket push = context.push();
                push.connect(endpointOf(silent));
                try (SocketChannel peer = silent.accept()) {
                    if (i % 2 == 0) {
                        peer.read(ByteBuffer.allocate(1)); // it has begun to speak
                    }
                    push.close();
                }
            }
            awaitDescriptors(most + 20);
        }
        awaitNoThreads();
        awaitDescriptors(most);
    }

    @Test
    void socketsClosedWhileTheirPeersShakeHands() throws IOException {
        assumeTrue(transport != Transport.INPROC, "inproc shakes no hands");
        int most = settled();
        try (Context context = Context.create(options)) {
            for (int i = 0; i < HALF_OPEN_CYCLES; i++) {
                PullSocket pull = context.pull();
                MonitorLog log = MonitorLog.of(pull);
                try (SocketChannel peer = SocketChannel.open(addressOf(pull.bind(transport.wildcard()).endpoint()))) {
                    peer.write(ByteBuffer.wrap(new byte[] {(byte) 0xFF, 0, 0}));
                    if (i % 2 == 0) {
                        log.await(MonitorEvent.Accepted.class);
                    }
                    pull.close();
                }
            }
            awaitDescriptors(most + 20);
        }
        awaitNoThreads();
        awaitDescriptors(most);
    }

    @Test
    void socketsClosedWhileNamesAreResolved() {
        assumeTrue(transport != Transport.INPROC && transport != Transport.IPC, "only hosts have names to resolve");
        int most = settled();
        try (Context context = Context.create(options)) {
            PullSocket pull = context.pull();
            String named = pull.bind(transport.wildcard()).endpoint().toString().replace("127.0.0.1", "localhost");
            for (int i = 0; i < HALF_OPEN_CYCLES; i++) {
                PushSocket push = context.push();
                EndpointHandle connecting = push.connect(named);
                if (i % 2 == 0) {
                    connecting.close();
                }
                push.close();
            }
            awaitDescriptors(most + 20);
        }
        awaitNoThreads();
        awaitDescriptors(most);
    }

    /** Accepts and says nothing, by whatever the transport is made of. */
    private ServerSocketChannel silentServer() throws IOException {
        if (transport == Transport.IPC) {
            return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(addressOf(transport.free()));
        }
        return ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
    }

    private Endpoint endpointOf(ServerSocketChannel server) throws IOException {
        SocketAddress address = server.getLocalAddress();
        return Endpoint.of(address instanceof InetSocketAddress internet
                ? transport.wildcard().toString().replace("*", "" + internet.getPort())
                : "ipc://" + address);
    }

    private static SocketAddress addressOf(Endpoint endpoint) {
        if (endpoint.scheme().equals("ipc")) {
            return UnixDomainSocketAddress.of(endpoint.address());
        }
        String[] hostAndPort = endpoint.address().replaceFirst("/.*", "").split(":");
        return new InetSocketAddress(hostAndPort[0], Integer.parseInt(hostAndPort[1]));
    }

    @Test
    void filesOfIpcSockets() throws IOException {
        assumeTrue(transport == Transport.IPC, "only ipc has files");
        try (Context context = Context.create(options)) {
            PullSocket pull = context.pull();
            EndpointHandle wildcard = pull.bind("ipc://*");
            EndpointHandle named = pull.bind(transport.free());
            Path first = Path.of(wildcard.endpoint().address());
            Path second = Path.of(named.endpoint().address());
            assertThat(first).exists();
            assertThat(second).exists();

            wildcard.close();
            pull.close();

            assertThat(first).doesNotExist();
            assertThat(second).doesNotExist();
            assertThat(isEmptyOrGone(second.getParent())).isTrue();
        }
    }

    private static boolean isEmptyOrGone(Path directory) {
        try (Stream<Path> files = Files.exists(directory) ? Files.list(directory) : Stream.empty()) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
