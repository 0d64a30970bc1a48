package zlink.patterns.routing;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import zlink.api.DisconnectReason;
import zlink.api.Message;
import zlink.engine.pipe.FlushCause;
import zlink.engine.pipe.Pipe;
import zlink.engine.pipe.PipeCounters;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;

/** A pipe of which the test is the far end. Frames are texts in Latin-1, so that any byte can be written as one. */
public final class FakePipe extends Pipe {
    private static final ChunkPool CHUNKS = new ChunkPool();

    private final String name;
    private final List<String> told = new ArrayList<>();
    private final IncomingMessage view = new IncomingMessage();
    private DisconnectReason closed;
    private boolean finished;
    private int asked;

    /** A pipe whose peer takes so many messages before it is full; 0 for no limit. */
    public FakePipe(String name, FakeSocket socket, int room) {
        super(socket, new ByteQueue(CHUNKS, room, 0), new ByteQueue(CHUNKS, 0, 0));
        this.name = name;
    }

    /** The peer sends a message. */
    public void arrive(String... frames) {
        in().append(new OutgoingMessage().message(message(frames)));
        VarHandle.fullFence();
        wakeReader();
    }

    /** The peer leaves. */
    public void leave() {
        end();
    }

    /** The peer takes all messages sent to it, and their frames. */
    public List<List<String>> takeAll() {
        List<List<String>> all = new ArrayList<>();
        for (List<String> next = take(); next != null; next = take()) {
            all.add(next);
        }
        return all;
    }

    /** The peer takes the next message sent to it; null if there is none. */
    public List<String> take() {
        if (!out().hasMessage()) {
            return null;
        }
        out().load(view);
        List<String> frames = texts(view);
        if (out().consume(view)) {
            VarHandle.fullFence();
            wakeWriter();
        }
        return frames;
    }

    /** The peer takes all bytes sent to it without frames. */
    public String takeBytes() {
        StringBuilder taken = new StringBuilder();
        ByteBuffer[] buffers = new ByteBuffer[16];
        for (int count = out().gather(buffers, Long.MAX_VALUE); count > 0;
                count = out().gather(buffers, Long.MAX_VALUE)) {
            int before = taken.length();
            for (int i = 0; i < count; i++) {
                taken.append(StandardCharsets.ISO_8859_1.decode(buffers[i]));
            }
            out().drained(taken.length() - before);
        }
        VarHandle.fullFence();
        wakeWriter();
        return taken.toString();
    }

    /** Messages for which the peer has not given room back. */
    public int waiting() {
        return (int) out().backlogMessages();
    }

    /** What the peer was told of subscriptions since the last call: + and the topic, - and the topic. */
    public List<String> told() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    /** Whether the pattern ended the link once what it had sent would have left. */
    public boolean isFinished() {
        return finished;
    }

    /** How often the pattern has asked the peer for a sign of life. */
    public int asked() {
        return asked;
    }

    @Override
    public void askForSign() {
        asked++;
    }

    /** Why the pattern closed the link, or null. */
    public DisconnectReason closed() {
        return closed;
    }

    /** A message of these frames. */
    public static Message message(String... frames) {
        byte[][] bytes = new byte[frames.length][];
        for (int i = 0; i < frames.length; i++) {
            bytes[i] = bytes(frames[i]);
        }
        return Message.wrap(bytes);
    }

    /** A text as Latin-1. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Latin-1 as text. */
    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** All frames as the application sees them. */
    public static List<String> texts(IncomingMessage message) {
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < message.frameCount(); i++) {
            frames.add(text(message.bytes(i)));
        }
        return frames;
    }

    @Override
    public void announce() { }

    @Override
    public void flush(FlushCause cause) { }

    @Override
    public boolean hasUnflushed() {
        return false;
    }

    @Override
    public void subscribe(byte[] topic) {
        told.add("+" + text(topic));
    }

    @Override
    public void cancel(byte[] topic) {
        told.add("-" + text(topic));
    }

    @Override
    protected void appended() { }

    @Override
    protected void credited() { }

    @Override
    public PipeCounters counters() {
        return PipeCounters.NONE;
    }

    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public void close(DisconnectReason reason) {
        closed = reason;
    }

    @Override
    public String toString() {
        return name;
    }
}
