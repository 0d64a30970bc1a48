package zlink.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Whatever comes, only the connection it comes by fails, and how it is split makes no difference. */
class GarbageTest {

    private record Outcome(byte[] read, String failure) { }

    private static Outcome outcome(byte[] bytes, SplittableRandom die) throws IOException {
        RawServerPeer server = RawServerPeer.open("ZWS2.0/NULL", 100_000);
        byte[] read = {};
        try {
            for (int at = 0; at < bytes.length; ) {
                int count = die == null ? bytes.length : 1 + die.nextInt(Math.min(30, bytes.length - at));
                server.say(Arrays.copyOfRange(bytes, at, at + count));
                at += count;
                read = Zmtp.join(read, server.readAll(die == null ? 10_000 : 1 + die.nextInt(20)));
            }
            return new Outcome(read, "");
        } catch (IOException e) {
            return new Outcome(read, e.getMessage());
        }
    }

    @Property(tries = 300)
    void garbageFailsAsGarbage(@ForAll @Size(max = 100) byte[] garbage) throws IOException {
        assertThat(outcome(garbage, new SplittableRandom(1)).failure()).isEqualTo(outcome(garbage, null).failure());
    }

    @Property(tries = 300)
    void splitsMakeNoDifference(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> frames = new ArrayList<>();
        boolean fragmented = false;
        for (int i = random.nextInt(20); i > 0; i--) {
            byte[] payload = new byte[random.nextInt(4) == 0 ? random.nextInt(70_000) % 5_000 : 1 + random.nextInt(20)];
            random.nextBytes(payload);
            boolean control = random.nextInt(4) == 0;
            if (control) {
                frames.add(RawFrames.masked(random.nextBoolean() ? RawFrames.PING : RawFrames.PONG,
                        Arrays.copyOf(payload, payload.length % 126)));
                continue;
            }
            if (!fragmented && payload.length > 0) {
                payload[0] = (byte) random.nextInt(2);
            }
            boolean last = random.nextInt(3) > 0;
            frames.add(RawFrames.masked(last ? RawFrames.FIN : 0,
                    fragmented ? RawFrames.CONTINUATION : RawFrames.BINARY, payload));
            fragmented = !last;
        }
        byte[] all = Zmtp.join(frames.toArray(byte[][]::new));
        Outcome whole = outcome(all, null);
        Outcome split = outcome(all, new SplittableRandom(seed));

        assertThat(split.failure()).isEqualTo(whole.failure());
        if (whole.failure().isEmpty()) {
            assertThat(split.read()).isEqualTo(whole.read());
        }
    }
}
