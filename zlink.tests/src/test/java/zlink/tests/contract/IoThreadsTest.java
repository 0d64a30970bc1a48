package zlink.tests.contract;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.contract.OverEachTransport.awaitConnections;
import static zlink.tests.contract.OverEachTransport.with;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;

/** Which I/O thread serves which connection, as the flight recorder's events tell by the threads they come from. */
@Timeout(60)
class IoThreadsTest {
    private static final int LOOPS = 4;
    private static final int PEERS = 16;
    private static final Pattern NAME = Pattern.compile("spread-[0-9]+-io-([0-9])");

    @TempDir
    private Path directory;

    @Test
    void affinityDecidesWhichThreadServesASocket() throws IOException {
        Endpoint[] bound = new Endpoint[1];
        List<RecordedEvent> opened = recording("zlink.ConnectionOpened", context -> bound[0] = connect(context, 0));

        assertThat(byLoop(opened.stream().filter(event -> event.getString("peer").equals(bound[0].address()))))
                .isEqualTo(Map.of(0, 4L, 1, 4L, 2, 4L, 3, 4L));
    }

    @Test
    void acceptedConnectionsAreSpreadOverAllThreadsThatAffinityAllows() throws IOException {
        assertThat(loopsOfAccepted(0b0110)).containsExactlyInAnyOrder(1, 2);
        assertThat(loopsOfAccepted(0)).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    private Set<Integer> loopsOfAccepted(long affinity) throws IOException {
        List<RecordedEvent> closed = recording("zlink.ConnectionClosed", context -> connect(context, affinity));
        return byLoop(closed.stream().filter(event -> event.getString("reason").equals("PEER_CLOSED"))).keySet();
    }

    /** As many sockets on each loop connect to one, one after the other, and leave again. */
    private static Endpoint connect(Context context, long affinity) {
        PullSocket pull = context.pull(with(SocketOption.AFFINITY, affinity));
        Endpoint endpoint = pull.bind("tcp://127.0.0.1:*").endpoint();
        PushSocket[] pushes = new PushSocket[PEERS];
        for (int i = 0; i < PEERS; i++) {
            pushes[i] = context.push(with(SocketOption.AFFINITY, 1L << i % LOOPS));
            pushes[i].connect(endpoint);
            awaitConnections(pull, i + 1);
            pushes[i].send("" + i);
            assertThat(OverEachTransport.nextText(pull)).isEqualTo("" + i);
        }
        for (PushSocket push : pushes) {
            push.close();
        }
        awaitConnections(pull, 0);
        return endpoint;
    }

    private interface Scene {
        void play(Context context);
    }

    private List<RecordedEvent> recording(String event, Scene scene) throws IOException {
        Path file = directory.resolve("threads.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(event).withoutStackTrace();
            recording.start();
            try (Context context = Context.create(
                    ContextOptions.defaults().withIoThreads(LOOPS).withThreadNamePrefix("spread"))) {
                scene.play(context);
            }
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(recorded -> recorded.getEventType().getName().equals(event)) // the JDK's own come as well
                .filter(recorded -> recorded.getThread().getJavaName().startsWith("spread-")).toList();
    }

    private static Map<Integer, Long> byLoop(Stream<RecordedEvent> events) {
        return events.collect(groupingBy(event -> {
            Matcher name = NAME.matcher(event.getThread().getJavaName());
            assertThat(name.matches()).as(event.getThread().getJavaName()).isTrue();
            return Integer.valueOf(name.group(1));
        }, counting()));
    }
}
