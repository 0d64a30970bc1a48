package zlink.engine.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import zlink.api.Message;
import zlink.api.MessageView;
import zlink.api.PeerInfo;
import zlink.api.RoutingId;

/**
 * The next message of a queue, where it lies, as its pattern wants it to be seen.
 *
 * <p>One object per socket, loaded anew for every message: guarded by the socket's receive lock.
 */
public final class IncomingMessage implements MessageView {
    private static final int FIRST_CAPACITY = 4;
    private static final int MOST_KEPT = 1024;

    private Chunk[] chunks = new Chunk[FIRST_CAPACITY];
    private int[] offsets = new int[FIRST_CAPACITY];
    private int[] sizes = new int[FIRST_CAPACITY];
    private int loaded;   // frames loaded
    private int stripped; // frames hidden from the front
    private RoutingId from; // shown as the first frame if told to
    private boolean fromShown;
    private PeerInfo peer;

    // Where the queue goes on after this message.
    Chunk endChunk;
    int endOffset;
    long bytes;

    void clear() {
        if (chunks.length > MOST_KEPT) {
            chunks = new Chunk[FIRST_CAPACITY]; // one message of very many frames shall not cost memory for ever
            offsets = new int[FIRST_CAPACITY];
            sizes = new int[FIRST_CAPACITY];
        }
        loaded = 0;
        stripped = 0;
        fromShown = false;
        bytes = 0;
    }

    /** Lets go of what was loaded last, before a time without messages; until then it saves storing it again. */
    public void forget() {
        clear();
        Arrays.fill(chunks, null);
        endChunk = null;
        from = null;
        peer = null;
    }

    void add(Chunk chunk, int offset, int size) {
        if (loaded == chunks.length) {
            int more = 2 * loaded;
            chunks = Arrays.copyOf(chunks, more);
            offsets = Arrays.copyOf(offsets, more);
            sizes = Arrays.copyOf(sizes, more);
        }
        if (chunks[loaded] != chunk) { // mostly the same: storing a reference costs the collector's barrier
            chunks[loaded] = chunk;
        }
        offsets[loaded] = offset;
        sizes[loaded++] = size;
    }

    /** Bytes of all its frames, without headers. */
    public long bodyBytes() {
        long total = 0;
        for (int i = 0; i < loaded; i++) {
            total += sizes[i];
        }
        return total;
    }

    /** Says who sent it. */
    public void peer(PeerInfo sender) {
        if (peer != sender) {
            peer = sender;
        }
    }

    /** Hides frames from the front. */
    public void strip(int frames) {
        stripped += frames;
    }

    /** Shows the sender's routing id as the first frame. */
    public void from(RoutingId sender) {
        if (from != sender) {
            from = sender;
        }
        fromShown = sender != null;
    }

    /** The routing id shown as the first frame, or null. */
    public RoutingId from() {
        return fromShown ? from : null;
    }

    /** Frames as they came, without the routing id shown in front and behind those hidden. */
    public int bodyFrames() {
        return loaded - stripped;
    }

    /** Bytes of a frame counted as in {@link #bodyFrames}. */
    public int bodySize(int frame) {
        return sizes[stripped + frame];
    }

    /** One byte of a frame counted as in {@link #bodyFrames}. */
    public byte bodyByte(int frame, int index) {
        return chunks[stripped + frame].memory.get(offsets[stripped + frame] + index);
    }

    /** Memory that holds a frame counted as in {@link #bodyFrames}, at {@link #bodyOffset}. */
    public ByteBuffer bodyMemory(int frame) {
        return chunks[stripped + frame].memory;
    }

    /** Where a frame counted as in {@link #bodyFrames} starts in {@link #bodyMemory}. */
    public int bodyOffset(int frame) {
        return offsets[stripped + frame];
    }

    /** A frame counted as in {@link #bodyFrames} as a new array. */
    public byte[] bodyBytes(int frame) {
        byte[] copy = new byte[bodySize(frame)];
        bodyMemory(frame).get(bodyOffset(frame), copy);
        return copy;
    }

    /** Copies a frame counted as in {@link #bodyFrames} to a buffer's position, which moves behind it. */
    public void bodyTo(int frame, ByteBuffer target) {
        int size = bodySize(frame);
        int position = target.position();
        target.put(position, bodyMemory(frame), bodyOffset(frame), size);
        target.position(position + size);
    }

    @Override
    public int frameCount() {
        return bodyFrames() + (fromShown ? 1 : 0);
    }

    @Override
    public int size(int frame) {
        Objects.checkIndex(frame, frameCount());
        int body = body(frame);
        return body < 0 ? from.size() : bodySize(body);
    }

    @Override
    public ByteBuffer frame(int frame) {
        Objects.checkIndex(frame, frameCount());
        int body = body(frame);
        if (body < 0) {
            return ByteBuffer.wrap(from.bytes()).asReadOnlyBuffer();
        }
        return chunks[stripped + body].view(bodyOffset(body), bodySize(body));
    }

    @Override
    public byte[] bytes(int frame) {
        Objects.checkIndex(frame, frameCount());
        int body = body(frame);
        return body < 0 ? from.bytes() : bodyBytes(body);
    }

    @Override
    public String text(int frame) {
        return new String(bytes(frame), StandardCharsets.UTF_8);
    }

    @Override
    public Message toMessage() {
        byte[][] frames = new byte[frameCount()][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = bytes(i);
        }
        return Message.received(peer, frames);
    }

    @Override
    public PeerInfo peer() {
        return peer;
    }

    private int body(int frame) {
        return fromShown ? frame - 1 : frame;
    }
}
