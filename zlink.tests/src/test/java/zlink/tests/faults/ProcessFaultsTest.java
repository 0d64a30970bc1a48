package zlink.tests.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.KillableProcess;
import zlink.tests.fixture.KillableProgram;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.Transport;

/** The other process is stopped, killed, moved, or out of descriptors. */
@Timeout(120)
class ProcessFaultsTest {
    private static final int MARK = 50;

    private final Context context = Context.create(ContextOptions.defaults().withSocketDefaults(
            SocketOptions.defaults().with(SocketOption.LINGER, Duration.ZERO)
                    .with(SocketOption.SEND_HIGH_WATER_MARK, MARK).with(SocketOption.RECEIVE_HIGH_WATER_MARK, MARK)
                    .with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(10))));
    private final List<KillableProcess> processes = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void endEverything() {
        context.close();
        processes.forEach(KillableProcess::close);
    }

    private KillableProcess started(KillableProcess process) {
        processes.add(process);
        return process;
    }

    private static Message next(PullSocket pull) {
        return pull.receive(Duration.ofSeconds(30)).orElseThrow(() -> new AssertionError("no message came"));
    }

    private static Message numbered(int number) {
        return Message.wrap(Integer.toString(number).getBytes(US_ASCII), new byte[20_000]);
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"TCP", "IPC"})
    void stoppedReceiverHoldsTheSenderBackAndLosesNothing(Transport transport) {
        Endpoint endpoint = transport.free();
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        push.connect(endpoint);
        KillableProcess receiver = started(KillableProcess.start("pull", "bind", endpoint.toString()));
        assertThat(receiver.line()).isEqualTo(endpoint.toString());
        log.await(MonitorEvent.HandshakeSucceeded.class);
        int sent = 0;
        for (int round = 0; round < 2; round++) {
            receiver.stop();
            Deadline whole = Deadline.in(Duration.ofSeconds(30));
            while (push.send(numbered(sent), Duration.ofMillis(200))) {
                sent++;
                assertThat(whole.hasPassed()).as("a receiver that has stopped takes no end of messages").isFalse();
            }
            assertThat(push.statistics().sendQueue().messages()).isLessThanOrEqualTo(MARK + 1);
            receiver.goOn();
            while (sent % 1000 != 1) {
                push.send(numbered(sent++));
            }
            receiver.awaitCount(sent - 1);
        }
        assertThat(push.statistics().messagesDropped()).isZero();
        assertThat(log.events(MonitorEvent.Disconnected.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"TCP", "IPC"})
    void stoppedSenderIsWaitedForAndGoesOnWhereItWas(Transport transport) {
        PullSocket pull = context.pull();
        MonitorLog log = MonitorLog.of(pull);
        Endpoint endpoint = pull.bind(transport.wildcard()).endpoint();
        KillableProcess sender = started(KillableProcess.start("push", "connect", endpoint.toString()));
        int expected = 0;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 1000; i++) {
                assertThat(next(pull).text(0)).isEqualTo("" + expected++);
            }
            sender.stop();
            for (var left = pull.receive(Deadline.A_WHILE); left.isPresent(); left = pull.receive(Deadline.A_WHILE)) {
                assertThat(left.orElseThrow().text(0)).isEqualTo("" + expected++);
            }
            sender.goOn();
        }
        assertThat(next(pull).text(0)).isEqualTo("" + expected);
        assertThat(log.events(MonitorEvent.Disconnected.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"TCP", "IPC"})
    void killedSenderLeavesWholeMessagesAndRoomForTheNext(Transport transport) {
        PullSocket pull = context.pull();
        MonitorLog log = MonitorLog.of(pull);
        Endpoint endpoint = pull.bind(transport.wildcard()).endpoint();
        for (int round = 0; round < 2; round++) {
            KillableProcess sender = started(KillableProcess.start("push", "connect", endpoint.toString()));
            int expected = 0;
            while (expected < 1000) {
                assertThat(next(pull).text(0)).isEqualTo("" + expected++);
            }

            sender.kill();

            // A queue that is full is not read from: the end comes behind what is left.
            int ends = round + 1;
            boolean over = false;
            while (!over) {
                over = log.events(MonitorEvent.Disconnected.class).size() == ends;
                for (var left = pull.tryReceive(); left.isPresent(); left = pull.tryReceive()) {
                    assertThat(left.orElseThrow().frameCount()).isEqualTo(2);
                    assertThat(left.orElseThrow().text(0)).isEqualTo("" + expected++);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"TCP", "IPC"})
    void killedReceiverIsReplacedAndTheSenderGoesOn(Transport transport) {
        Endpoint endpoint = transport.free();
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        push.connect(endpoint);
        try (BackgroundCall<Void> sending = BackgroundCall.running(() -> {
            for (int number = 0;; number++) {
                push.send(numbered(number));
            }
        })) {
            for (int round = 0; round < 2; round++) {
                KillableProcess receiver = started(KillableProcess.start("pull", "bind", endpoint.toString()));
                assertThat(receiver.line()).isEqualTo(endpoint.toString());
                log.await(MonitorEvent.HandshakeSucceeded.class);
                receiver.awaitCount(1000);

                receiver.kill();

                log.await(MonitorEvent.Disconnected.class);
            }
            assertThat(sending.isDone()).isFalse();
        }
    }

    /** A name server says something else from now on; the hosts file of a child's JDK is one that tests can write. */
    @Test
    void nameIsResolvedAnewForEachAttempt() throws IOException {
        Path hosts = directory.resolve("hosts");
        Files.writeString(hosts, "127.0.0.1 peer.test\n");
        PullSocket pull = context.pull();
        EndpointHandle first = pull.bind("tcp://127.0.0.1:*");
        String port = first.endpoint().address().replaceFirst(".*:", "");
        started(KillableProcess.start(List.of(),
                List.of("-Djdk.net.hosts.file=" + hosts, "-Dsun.net.inetaddr.ttl=0",
                        "-Dsun.net.inetaddr.negative.ttl=0"),
                KillableProgram.class, "push", "connect", "tcp://peer.test:" + port));
        assertThat(next(pull).text(0)).isEqualTo("0");

        Files.writeString(hosts, "127.0.0.2 peer.test\n");
        PullSocket moved = context.pull();
        moved.bind("tcp://127.0.0.2:" + port);
        pull.close();

        assertThat(next(moved).frameCount()).isEqualTo(2);
    }

    @Test
    void whoeverIsOutOfDescriptorsGoesOnWhenThereAreSomeAgain() throws IOException {
        assumeThat(System.getProperty("jdk.module.path")).as("from directories each class takes a descriptor to load")
                .containsPattern("zlink\\.engine[^:]*\\.jar");
        KillableProcess receiver = started(KillableProcess.start(
                List.of("bash", "-c", "ulimit -n 120; exec \"$@\"", "bash"), List.of(), Receiver.class,
                "tcp://127.0.0.1:*"));
        Endpoint endpoint = Endpoint.of(receiver.line());
        int port = Integer.parseInt(endpoint.address().replaceFirst(".*:", ""));
        PushSocket regular = context.push();
        regular.connect(endpoint);
        regular.send("before");
        assertThat(receiver.line()).isEqualTo("before");
        List<Socket> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 150; i++) {
                Socket one = new Socket();
                crowd.add(one);
                one.connect(new InetSocketAddress("127.0.0.1", port));
            }
            assertThat(receiver.line()).startsWith("accept failed: ").contains("Too many open files");
            regular.send("meanwhile");
            assertThat(next(receiver)).isEqualTo("meanwhile");
        } finally {
            for (Socket one : crowd) {
                one.close();
            }
        }
        PushSocket newcomer = context.push();
        newcomer.connect(endpoint);
        newcomer.send("after");
        assertThat(next(receiver)).isEqualTo("after");
    }

    private static String next(KillableProcess receiver) {
        String line = receiver.line();
        while (line.startsWith("accept failed: ")) {
            line = receiver.line();
        }
        return line;
    }
}
