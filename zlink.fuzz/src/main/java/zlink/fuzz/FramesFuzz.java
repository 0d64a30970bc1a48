package zlink.fuzz;

import static zlink.fuzz.Bytes.COMMAND;
import static zlink.fuzz.Bytes.MORE;
import static zlink.fuzz.Bytes.command;
import static zlink.fuzz.Bytes.frame;
import static zlink.fuzz.Bytes.join;
import static zlink.fuzz.Bytes.longFrame;
import static zlink.fuzz.Bytes.of;

import java.nio.ByteBuffer;
import java.util.List;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.FrameException;
import zlink.engine.queue.FrameInlet;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.zmtp.CommandKind;
import zlink.engine.zmtp.Commands;

/**
 * Frames of ZMTP behind the handshake: messages, and the commands PING, PONG, SUBSCRIBE and CANCEL. The first byte
 * chooses whether messages are queued or shown, the largest message, and whether messages are read as they come.
 */
public final class FramesFuzz {
    private static final ChunkPool POOL = new ChunkPool();
    private static final long[] LIMITS = {0, 1, 1000, 64 << 20};

    /** What a connection may hold before anything has come: its first chunk, and the next one. */
    private static final long CONSTANT = ChunkPool.SMALL + 2L * ChunkPool.STANDARD;

    private FramesFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) {
        int choice = data.length == 0 ? 0 : data[0];
        boolean queued = (choice & 1) == 0;
        boolean reading = (choice & 2) == 0;
        long limit = LIMITS[choice >> 2 & 3];
        Property.holds(Bytes.from(data, 1), (stream, pieces) -> new Run(queued, reading, limit).feed(stream, pieces));
    }

    /** One decoder, and what came out of it. */
    static final class Run implements FrameInlet.Listener {
        private final long heldBefore = POOL.inUseBytes();
        private final ByteQueue queue = new ByteQueue(POOL, 0, 0);
        private final FrameInlet inlet;
        private final boolean queued;
        private final boolean reading;
        private final long limit;
        private final IncomingMessage incoming = new IncomingMessage();
        private final StringBuilder messages = new StringBuilder();
        private final StringBuilder commands = new StringBuilder();
        private String failure = "";

        Run(boolean queued, boolean reading, long limit) {
            this.inlet = new FrameInlet(queue, queued, limit);
            this.queued = queued;
            this.reading = reading;
            this.limit = limit;
        }

        String feed(byte[] stream, Pieces pieces) {
            for (int at = 0; at < stream.length && failure.isEmpty(); ) {
                int piece = Math.min(pieces.next(), stream.length - at);
                for (int end = at + piece; at < end && failure.isEmpty(); ) {
                    ByteBuffer room = inlet.room();
                    int size = Math.min(room.remaining(), end - at);
                    Property.check(size > 0, "no room");
                    room.put(stream, at, size);
                    at += size;
                    arrived(size);
                    checkHeld(at);
                }
                if (reading) {
                    read();
                }
            }
            return finish();
        }

        private void arrived(int size) {
            try {
                inlet.arrived(size, this);
            } catch (FrameException e) {
                failure = (e.isLimit() ? "limit: " : "protocol: ") + e.getMessage();
            }
        }

        private void checkHeld(int received) {
            long held = POOL.inUseBytes() - heldBefore;
            Property.check(held <= CONSTANT + 4L * received, held + " bytes held for " + received);
        }

        private void read() {
            while (queue.hasMessage()) {
                queue.load(incoming);
                long bytes = 0;
                for (int i = 0; i < incoming.bodyFrames(); i++) {
                    messages.append(Bytes.name(incoming.bodyBytes(i))).append(',');
                    bytes += incoming.bodySize(i);
                }
                messages.append(';');
                Property.check(limit == 0 || bytes <= limit, "a message of " + bytes + " bytes, limit " + limit);
                queue.consume(incoming);
            }
        }

        private String finish() {
            read();
            long received = inlet.receivedMessages();
            queue.discard();
            Property.check(POOL.inUseBytes() == heldBefore, "memory is left over");
            return "messages " + received + " " + messages + " commands " + commands + " failure " + failure;
        }

        @Override
        public void command(ByteBuffer memory, int offset, int size) throws FrameException {
            CommandKind kind = Commands.kindOf(memory, offset, size);
            int body = Commands.bodyOffset(memory, offset);
            int bodySize = Commands.bodySize(memory, offset, size);
            commands.append(kind);
            if (kind == CommandKind.PING) {
                byte[] pong = Commands.pong(memory, body, bodySize);
                Property.check(pong.length <= 2 + size, "an answer longer than the question");
                commands.append(Bytes.name(pong)).append(Commands.pingTtl(memory, body, bodySize));
            } else {
                commands.append(Bytes.name(copy(memory, body, bodySize)));
            }
            commands.append(';');
        }

        @Override
        public void frame(ByteBuffer memory, int offset, int size, boolean more) {
            Property.check(!queued, "shown although messages are queued");
            messages.append(Bytes.name(copy(memory, offset, size))).append(more ? ',' : ';');
        }

        private static byte[] copy(ByteBuffer memory, int offset, int size) {
            byte[] copy = new byte[size];
            memory.get(offset, copy);
            return copy;
        }
    }

    /** Takes a stream of frames apart that must be well formed, whatever its commands say. */
    static final class Shape implements FrameInlet.Listener {
        private final StringBuilder frames = new StringBuilder();

        String of(byte[] stream) {
            ByteQueue queue = new ByteQueue(POOL, 0, 0);
            FrameInlet inlet = new FrameInlet(queue, false, 0);
            try {
                for (int at = 0; at < stream.length; ) {
                    ByteBuffer room = inlet.room();
                    int size = Math.min(room.remaining(), stream.length - at);
                    room.put(stream, at, size);
                    at += size;
                    inlet.arrived(size, this);
                }
            } catch (FrameException e) {
                throw new AssertionError("malformed: " + e.getMessage(), e);
            } finally {
                queue.discard();
            }
            return frames.toString();
        }

        @Override
        public void command(ByteBuffer memory, int offset, int size) {
            frames.append("command ").append(size).append(';');
        }

        @Override
        public void frame(ByteBuffer memory, int offset, int size, boolean more) {
            frames.append(size).append(more ? ',' : ';');
        }
    }

    static List<byte[]> seeds() {
        byte[] talk = join(frame(0, of("hello")), frame(MORE, of("id")), frame(MORE, of()), frame(0, new byte[300]),
                command("PING", of(0, 10, 'c', 't', 'x')), command("PONG", of('c', 't', 'x')),
                command("SUBSCRIBE", of("topic")), command("CANCEL", of("topic")), command("UNKNOWN", of()),
                frame(MORE, of("a")), command("PING", of(0, 0)), frame(0, of("b")));
        byte[] large = join(longFrame(0, 5, of("large")), longFrame(0, 70_000, new byte[70_000]), frame(0, of("x")));
        byte[] legacy = join(frame(0, of(1, 't')), frame(0, of(0, 't')));
        byte[] forgotten = join(of(COMMAND), new byte[7], of(0xFF), of("\tSUBSCRIBE"), new byte[245]);
        return List.of(join(of(0), talk), join(of(1), talk), join(of(2), talk, talk), join(of(8), talk),
                join(of(0), large), join(of(1), large), join(of(1), legacy), join(of(0), forgotten),
                join(of(8), frame(MORE, new byte[999]), frame(0, of("x"))),
                join(of(12), longFrame(0, (64 << 20) + 1, of())), join(of(0), longFrame(0, -1, of())));
    }
}
