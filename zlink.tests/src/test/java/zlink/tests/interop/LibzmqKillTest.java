package zlink.tests.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.KillableProcess;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.Transport;

/** Either side is killed in mid-stream: the other goes on, with whole messages, and with whoever comes next. */
@Timeout(60)
@ParameterizedClass
@EnumSource(value = Transport.class, names = {"TCP", "IPC"})
class LibzmqKillTest {
    @Parameter
    Transport transport;

    private final Context context = Context.create(ContextOptions.defaults().withSocketDefaults(
            SocketOptions.defaults().with(SocketOption.LINGER, Duration.ZERO)
                    .with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(10))));
    private final List<AutoCloseable> processes = new ArrayList<>();

    @AfterEach
    void endEverything() throws Exception {
        context.close();
        for (AutoCloseable process : processes) {
            process.close();
        }
    }

    private LibzmqPeer libzmq() {
        LibzmqPeer peer = LibzmqPeer.start();
        processes.add(peer);
        return peer;
    }

    private KillableProcess jvm(String... arguments) {
        KillableProcess process = KillableProcess.start(arguments);
        processes.add(process);
        return process;
    }

    private static Message next(PullSocket pull) {
        return pull.receive(Deadline.PATIENCE).orElseThrow(() -> new AssertionError("no message came"));
    }

    @Test
    void libzmqSenderIsKilledWhileWeReceive() {
        PullSocket pull = context.pull();
        MonitorLog log = MonitorLog.of(pull);
        String endpoint = pull.bind(transport.wildcard()).endpoint().toString();
        for (int round = 0; round < 2; round++) {
            LibzmqPeer peer = libzmq();
            LibzmqPeer.LibzmqSocket push = peer.open(SocketType.PUSH);
            push.connect(endpoint);
            peer.tell("pump", push.name(), "0", "1000000000", "40000");
            int expected = 0;
            while (expected < 500) {
                assertThat(next(pull).text(0)).isEqualTo("" + expected++);
            }

            peer.kill();

            log.await(MonitorEvent.Disconnected.class);
            for (var message = pull.tryReceive(); message.isPresent(); message = pull.tryReceive()) {
                assertThat(message.orElseThrow().text(0)).isEqualTo("" + expected++);
                assertThat(message.orElseThrow().size(1)).isEqualTo(40_000);
            }
        }
    }

    @Test
    void libzmqReceiverIsKilledWhileWeSend() {
        Endpoint endpoint = transport.free();
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        push.connect(endpoint);
        try (BackgroundCall<Void> sending = BackgroundCall.running(() -> {
            for (int number = 0;; number++) {
                push.send(Message.copyOf(("" + number).getBytes(US_ASCII),
                        new byte[20_000]));
            }
        })) {
            int previous = -1;
            for (int round = 0; round < 3; round++) {
                LibzmqPeer peer = libzmq();
                LibzmqPeer.LibzmqSocket pull = peer.open(SocketType.PULL);
                pull.bind(endpoint.toString());
                log.await(MonitorEvent.HandshakeSucceeded.class);
                String[] range = peer.ask("drain", pull.name(), "500").split(" ");
                assertThat(Integer.parseInt(range[0])).as("the first of round " + round).isGreaterThan(previous);
                previous = Integer.parseInt(range[1]);
                peer.tell("drain", pull.name(), "1000000000");

                peer.kill();

                log.await(MonitorEvent.Disconnected.class);
            }
            assertThat(sending.isDone()).isFalse();
        }
    }

    @Test
    void libzmqBinderIsKilledAndItsSuccessorGetsTheSubscriptionsAgain() {
        Endpoint endpoint = transport.free();
        var sub = context.sub();
        MonitorLog log = MonitorLog.of(sub);
        sub.subscribe("a");
        sub.connect(endpoint);
        for (int round = 0; round < 3; round++) {
            LibzmqPeer peer = libzmq();
            LibzmqPeer.LibzmqSocket xpub = peer.open(SocketType.XPUB);
            xpub.bind(endpoint.toString());
            assertThat(xpub.next().get(0)).containsExactly(1, 'a');
            xpub.send("a" + round);
            assertThat(sub.receive(Deadline.PATIENCE).orElseThrow().text()).isEqualTo("a" + round);

            peer.kill();

            log.await(MonitorEvent.Disconnected.class);
        }
    }

    @Test
    void libzmqPeerOfARouterIsKilledWhileOthersTalk() {
        RouterSocket router = context.router(SocketOptions.defaults().with(SocketOption.ROUTER_MANDATORY, true));
        String endpoint = router.bind(transport.wildcard()).endpoint().toString();
        LibzmqPeer doomed = libzmq();
        LibzmqPeer other = libzmq();
        LibzmqPeer.LibzmqSocket talker = other.open(SocketType.DEALER);
        LibzmqPeer.LibzmqSocket flood = doomed.open(SocketType.DEALER);
        talker.connect(endpoint);
        flood.connect(endpoint);
        doomed.tell("pump", flood.name(), "0", "1000000000", "10000");
        talker.send("hello");
        RoutingId talkers = null;
        while (talkers == null) {
            Message message = router.receive(Deadline.PATIENCE).orElseThrow();
            talkers = message.frameCount() == 2 ? message.routingId() : null;
        }

        doomed.kill();

        Deadline.await("only the other is left", () -> {
            while (router.tryReceive().isPresent()) {
                Thread.onSpinWait();
            }
            return router.statistics().connections() == 1;
        });
        for (int i = 0; i < 100; i++) {
            router.send(talkers, Message.of("echo", "" + i));
            assertThat(talker.nextTexts()).containsExactly("echo", "" + i);
        }
    }

    @Test
    void zlinkSenderIsKilledWhileLibzmqReceives() {
        LibzmqPeer peer = libzmq();
        LibzmqPeer.LibzmqSocket pull = peer.open(SocketType.PULL);
        String endpoint = pull.bind(transport.wildcard().toString());
        for (int round = 0; round < 2; round++) {
            KillableProcess sender = jvm("push", "connect", endpoint);
            pull.drain(0, 3000);

            sender.kill();

            // What is left of its stream are whole messages in order; drain checks that, until nothing comes.
            while (pull.receive(Duration.ofMillis(300)).map(List::size).orElse(0) == 2) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void zlinkReceiverIsKilledWhileLibzmqSends() {
        Endpoint endpoint = transport.free();
        LibzmqPeer peer = libzmq();
        LibzmqPeer.LibzmqSocket push = peer.open(SocketType.PUSH);
        push.connect(endpoint.toString());
        peer.tell("pump", push.name(), "0", "1000000000", "1000");
        for (int round = 0; round < 2; round++) {
            KillableProcess receiver = jvm("pull", "bind", endpoint.toString());
            assertThat(receiver.line()).isEqualTo(endpoint.toString());
            receiver.awaitCount(3000);

            receiver.kill();
        }
    }
}
