package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.MonitorEvent;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SubSocket;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.Transport;

/** What JDK Flight Recorder is told. */
@Timeout(60)
class FlightRecordingTest {
    private static final List<String> EVENTS = List.of("zlink.ConnectionOpened", "zlink.ConnectionClosed",
            "zlink.HandshakeFailed", "zlink.Reconnect", "zlink.HighWaterMark");

    @Test
    void connectionsFailuresReconnectsAndFullQueuesAreRecorded(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("zlink.jfr");
        try (Recording recording = new Recording()) {
            EVENTS.forEach(event -> recording.enable(event).withoutStackTrace());
            recording.start();
            letEverythingHappen();
            recording.stop();
            recording.dump(file);
        }

        assertThat(Files.size(file)).isPositive();
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        for (String name : EVENTS) {
            assertThat(events).as(name).anyMatch(event -> event.getEventType().getName().equals(name));
        }
        assertThat(events).filteredOn(event -> event.getEventType().getName().equals("zlink.HandshakeFailed"))
                .anySatisfy(event -> assertThat(event.getString("reason")).isEqualTo("INCOMPATIBLE_SOCKET_TYPE"));
    }

    @Test
    void aFullQueueIsRecordedWithDirectionAndConnection(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("zlink.jfr");
        long connection;
        try (Recording recording = new Recording(); Context context = Context.create()) {
            recording.enable("zlink.HighWaterMark").withoutStackTrace();
            recording.start();
            PushSocket push = context.push(SocketOptions.defaults().with(SocketOption.SEND_HIGH_WATER_MARK, 3));
            PullSocket pull = context.pull(SocketOptions.defaults().with(SocketOption.RECEIVE_HIGH_WATER_MARK, 3));
            push.connect(pull.bind(Transport.INPROC.wildcard()).endpoint());
            Deadline.await("they are connected", () -> push.statistics().connections() == 1);
            connection = push.connections().get(0).connectionId();
            while (push.trySend("until the queue is full")) {
                assertThat(push.statistics().sendQueue().messages()).isLessThan(10);
            }
            recording.stop();
            recording.dump(file);
        }

        assertThat(RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("zlink.HighWaterMark"))).isNotEmpty()
                .allSatisfy(event -> {
                    assertThat(event.getString("direction")).isEqualTo("send");
                    assertThat(event.getLong("connectionId")).isEqualTo(connection);
                });
    }

    private static void letEverythingHappen() {
        try (Context context = Context.create(ContextOptions.defaults().withSocketDefaults(SocketOptions.defaults()
                .with(SocketOption.LINGER, Duration.ZERO)
                .with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(10))))) {
            Endpoint endpoint = Transport.TCP.free();
            PushSocket push = context.push(SocketOptions.defaults().with(SocketOption.SEND_HIGH_WATER_MARK, 3));
            MonitorLog log = MonitorLog.of(push);
            push.connect(endpoint);
            log.await(MonitorEvent.ConnectRetried.class);
            while (push.trySend("until the queue is full")) {
                assertThat(push.statistics().sendQueue().messages()).isLessThan(5);
            }
            PullSocket pull = context.pull();
            pull.bind(endpoint);
            assertThat(pull.receive(Deadline.PATIENCE)).isPresent();
            SubSocket stranger = context.sub();
            MonitorLog strangers = MonitorLog.of(stranger);
            stranger.connect(endpoint);
            strangers.await(MonitorEvent.HandshakeFailed.class);
        }
    }
}
