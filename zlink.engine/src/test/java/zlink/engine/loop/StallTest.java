package zlink.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zlink.engine.fake.Until;
import zlink.engine.monitor.FlightRecorder;
import zlink.transport.spi.Readiness;

/** What counts as a stall of a loop, in a time that passes only when something in here takes long. */
@Timeout(60) // the first recording of a JVM takes seconds on a busy machine
class StallTest {
    private static final long MS = 1_000_000;

    private final AtomicLong nowNs = new AtomicLong(Long.MAX_VALUE - 5 * MS); // wraps soon, as the system's may
    private final BlockingQueue<Long> stalls = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private IoLoop loop;
    private final List<Pipe> channels = new ArrayList<>();

    @BeforeEach
    void startTheLoop() throws IOException {
        loop = new IoLoop(nowNs::get, (name, durationNs) -> {
            stalls.add(durationNs);
            FlightRecorder.loopStalled(name, durationNs);
        });
        loop.start();
    }

    @AfterEach
    void stopTheLoop() throws IOException {
        loop.stop();
        loop.join();
        for (Pipe channel : channels) {
            channel.sink().close();
            channel.source().close();
        }
    }

    /** A channel the loop takes so long to serve when it is ready, which is once. */
    private Pipe channel(long takesNs) throws IOException, InterruptedException {
        return channel(takesNs, () -> { });
    }

    private Pipe channel(long takesNs, Runnable then) throws IOException, InterruptedException {
        Pipe pipe = Pipe.open();
        channels.add(pipe);
        pipe.source().configureBlocking(false);
        loop.submit(() -> {
            try {
                Watch[] watch = new Watch[1];
                watch[0] = loop.watch(new Readiness.Selectable(pipe.source()), operations -> {
                    watch[0].interest(0);
                    nowNs.addAndGet(takesNs);
                    then.run();
                    done.add("channel");
                });
                watch[0].interest(Readiness.READ);
                done.add("watched");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        awaitDone("watched");
        return pipe;
    }

    private static void makeReady(Pipe pipe) {
        try {
            pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** After this every turn before is over and reported. */
    private void awaitTurn() throws InterruptedException {
        loop.submit(() -> loop.submit(() -> done.add("turned")));
        awaitDone("turned");
    }

    private void awaitDone(String what) throws InterruptedException {
        String next;
        do {
            next = Until.next(done);
        } while (!next.equals(what));
    }

    @Test
    void aChannelThatTakesLongIsOne() throws Exception {
        makeReady(channel(300 * MS));
        assertThat(Until.next(stalls)).isEqualTo(300 * MS);
        awaitTurn();
        assertThat(stalls).as("more of it").isEmpty();
    }

    @Test
    void aRequestThatTakesLongIsOne() throws Exception {
        loop.submit(() -> nowNs.addAndGet(300 * MS));
        assertThat(Until.next(stalls)).isEqualTo(300 * MS);
    }

    @Test
    void theWorkOfOneTurnIsCountedTogether() throws Exception {
        Pipe first = channel(60 * MS);
        Pipe second = channel(60 * MS);
        loop.submit(() -> {
            makeReady(first);
            makeReady(second);
        });
        assertThat(Until.next(stalls)).as("two channels").isEqualTo(120 * MS);
        makeReady(channel(60 * MS, () -> loop.submit(() -> nowNs.addAndGet(60 * MS))));
        assertThat(Until.next(stalls)).as("a channel and what it asked for").isEqualTo(120 * MS);
    }

    @Test
    void theWorkOfTwoTurnsIsNot() throws Exception {
        makeReady(channel(60 * MS));
        awaitTurn();
        makeReady(channel(60 * MS));
        awaitTurn();
        assertThat(stalls).isEmpty();
    }

    @Test
    void waitingIsNone() throws Exception {
        Pipe quick = channel(MS);
        Until.holds("the loop waits", loop::isAsleep);
        nowNs.addAndGet(3_600_000 * MS);
        makeReady(quick);
        awaitDone("channel");
        awaitTurn();
        assertThat(stalls).isEmpty();
    }

    @Test
    void itIsRecorded(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("stall.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("zlink.LoopStall");
            recording.start();
            makeReady(channel(300 * MS));
            Until.next(stalls);
            awaitTurn();
            recording.stop();
            recording.dump(file);
        }
        assertThat(RecordingFile.readAllEvents(file).stream().filter(StallTest::isOurs)).singleElement()
                .satisfies(event -> assertThat(event.getDuration("stall")).isEqualTo(Duration.ofMillis(300)));
    }

    /** Loops of other tests that run beside this one have other names. */
    private static boolean isOurs(RecordedEvent event) {
        return event.getEventType().getName().equals("zlink.LoopStall") && event.getString("loop").equals("timeless");
    }
}
