package zlink.engine.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.EventType;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60) // the first recording of a JVM takes seconds on a busy machine
class FlightRecorderTest {
    private static final List<String> NAMES = List.of("zlink.ConnectionOpened", "zlink.ConnectionClosed",
            "zlink.HandshakeFailed", "zlink.Reconnect", "zlink.HighWaterMark", "zlink.MessagesDropped",
            "zlink.LoopStall");

    @Test
    void recordsWhatHappened(@TempDir Path directory) throws IOException {
        List<RecordedEvent> events = record(directory, true);

        assertThat(events).extracting(event -> event.getEventType().getName())
                .containsExactlyInAnyOrderElementsOf(NAMES);
        RecordedEvent opened = one(events, "zlink.ConnectionOpened");
        assertThat(opened.getLong("connectionId")).isEqualTo(1);
        assertThat(opened.getString("endpoint")).isEqualTo("tcp://127.0.0.1:1");
        assertThat(opened.getString("peer")).isEqualTo("127.0.0.1:2");
        RecordedEvent closed = one(events, "zlink.ConnectionClosed");
        assertThat(closed.getLong("connectionId")).isEqualTo(2);
        assertThat(closed.getString("reason")).isEqualTo("PEER_CLOSED");
        RecordedEvent failed = one(events, "zlink.HandshakeFailed");
        assertThat(failed.getString("reason")).isEqualTo("TIMEOUT");
        assertThat(failed.getString("detail")).isEqualTo("silent");
        RecordedEvent reconnect = one(events, "zlink.Reconnect");
        assertThat(reconnect.getInt("attempt")).isEqualTo(4);
        assertThat(reconnect.getDuration("delay")).isEqualTo(Duration.ofMillis(5));
        assertThat(one(events, "zlink.HighWaterMark").getString("direction")).isEqualTo("send");
        assertThat(one(events, "zlink.MessagesDropped").getLong("count")).isEqualTo(8);
        assertThat(one(events, "zlink.LoopStall").getString("loop")).isEqualTo("zlink-1-io-0");
        assertThat(one(events, "zlink.LoopStall").getDuration("stall")).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void whatHappensForEveryMessageIsOffByDefault(@TempDir Path directory) throws IOException {
        assertThat(record(directory, false)).extracting(event -> event.getEventType().getName())
                .isNotEmpty().doesNotContain("zlink.HighWaterMark", "zlink.MessagesDropped").hasSize(5);
    }

    @Test
    void everyEventIsDescribed(@TempDir Path directory) throws IOException {
        for (RecordedEvent event : record(directory, true)) {
            EventType type = event.getEventType();
            assertThat(type.getCategoryNames()).containsExactly("zlink");
            assertThat(type.getLabel()).isNotBlank().isNotEqualTo(type.getName());
            assertThat(type.getDescription()).isNotBlank();
            for (ValueDescriptor field : type.getFields()) {
                assertThat(field.getLabel()).as(type.getName() + "." + field.getName()).isNotBlank();
            }
        }
    }

    @Test
    void aRuntimeWithoutItStillStarts() throws Exception {
        String modules = ModuleLayer.boot().configuration().modules().stream()
                .filter(module -> module.name().startsWith("zlink."))
                .map(FlightRecorderTest::location).collect(Collectors.joining(File.pathSeparator));
        String tests = Path.of(FlightRecorderTest.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
        String main = "zlink.engine.monitor.WithoutFlightRecorder";

        run(Stream.of("--limit-modules", "zlink.engine", "--module-path", modules,
                "--patch-module", "zlink.engine=" + testClasses(tests), "--module", "zlink.engine/" + main));
        run(Stream.of("--limit-modules", "java.base,jdk.net", "--class-path",
                modules + File.pathSeparator + testClasses(tests), main));
    }

    private static String location(ResolvedModule module) {
        return Path.of(module.reference().location().orElseThrow()).toString();
    }

    /** The tests are patched into the module, whose code source is that of its main classes. */
    private static String testClasses(String mainClasses) {
        return Path.of(mainClasses).resolveSibling("test-classes").toString();
    }

    private static void run(Stream<String> arguments) throws Exception {
        List<String> command = Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()), arguments).toList();
        Path output = Files.createTempFile("zlink", ".out");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(output).content().isEqualToIgnoringNewLines(WithoutFlightRecorder.DONE);
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private static List<RecordedEvent> record(Path directory, boolean everything) throws IOException {
        Path file = directory.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            if (everything) {
                NAMES.forEach(recording::enable);
            }
            recording.start();
            WithoutFlightRecorder.callEverything();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("zlink.")).toList();
    }

    private static RecordedEvent one(List<RecordedEvent> events, String name) {
        return events.stream().filter(event -> event.getEventType().getName().equals(name)).findFirst().orElseThrow();
    }
}
