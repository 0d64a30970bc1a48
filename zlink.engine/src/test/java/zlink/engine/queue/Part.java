package zlink.engine.queue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * A frame of a valid stream. Any sequence of parts is one: a message ends with the next {@link Kind#LAST}, commands may
 * stand anywhere.
 */
record Part(Kind kind, int size, boolean longForm) {

    enum Kind {
        MORE, LAST, COMMAND,
        /** A SUBSCRIBE with a topic of 246 to 255 bytes as libzmq 4.3.4 sends it: a long size without the flag. */
        FORGOTTEN
    }

    static Arbitrary<Part> any() {
        Arbitrary<Integer> size = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(0, 20)),
                Tuple.of(3, Arbitraries.integers().between(250, 262)),
                Tuple.of(1, Arbitraries.integers().between(ChunkPool.SMALL - 20, ChunkPool.SMALL + 4)),
                Tuple.of(1, Arbitraries.integers().between(ChunkPool.STANDARD - 20, ChunkPool.STANDARD + 4)),
                Tuple.of(1, Arbitraries.integers().between(1000, 300_000)));
        Arbitrary<Kind> kind = Arbitraries.frequency(Tuple.of(3, Kind.LAST), Tuple.of(2, Kind.MORE),
                Tuple.of(2, Kind.COMMAND), Tuple.of(1, Kind.FORGOTTEN));
        return Combinators.combine(kind, size, Arbitraries.of(false, false, false, true)).as(Part::new);
    }

    byte[] body(int seed) {
        if (kind != Kind.FORGOTTEN) {
            return Reference.body(kind == Kind.COMMAND ? size + 1 : size, seed);
        }
        return Reference.join("\tSUBSCRIBE".getBytes(StandardCharsets.US_ASCII), Reference.body(246 + size % 10, seed));
    }

    byte[] frame(int seed) {
        byte[] body = body(seed);
        int flags = switch (kind) {
            case MORE -> 1;
            case LAST -> 0;
            case COMMAND, FORGOTTEN -> 4;
        };
        if (kind == Kind.FORGOTTEN) {
            return ByteBuffer.allocate(9 + body.length).put((byte) flags).putLong(body.length).put(body).array();
        }
        return longForm ? Reference.longFrame(flags, body.length, body) : Reference.frame(flags, body);
    }

    static byte[] stream(List<Part> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < parts.size(); i++) {
            bytes.writeBytes(parts.get(i).frame(i));
        }
        return bytes.toByteArray();
    }

    /** Names of the bodies of each complete message. */
    static List<String> messages(List<Part> parts) {
        List<String> messages = new ArrayList<>();
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.kind == Kind.MORE || part.kind == Kind.LAST) {
                frames.add(InletRig.name(part.body(i)));
            }
            if (part.kind == Kind.LAST) {
                messages.add(frames.toString());
                frames.clear();
            }
        }
        return messages;
    }

    /** Names of the bodies of all commands. */
    static List<String> commands(List<Part> parts) {
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).isCommand()) {
                commands.add(InletRig.name(parts.get(i).body(i)));
            }
        }
        return commands;
    }

    /** What is shown if messages are not queued. */
    static List<String> shown(List<Part> parts) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            String kind = part.isCommand() ? "command " : part.kind == Kind.MORE ? "more " : "last ";
            shown.add(kind + InletRig.name(part.body(i)));
        }
        return shown;
    }

    static boolean endsInMessage(List<Part> parts) {
        return parts.stream().filter(part -> !part.isCommand()).reduce((first, second) -> second)
                .map(last -> last.kind == Kind.MORE).orElse(false);
    }

    private boolean isCommand() {
        return kind == Kind.COMMAND || kind == Kind.FORGOTTEN;
    }
}
