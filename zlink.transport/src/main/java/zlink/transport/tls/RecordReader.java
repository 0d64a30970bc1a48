package zlink.transport.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import zlink.transport.spi.Connection;

/**
 * The incoming half of a TLS connection: ciphertext from the connection below, plaintext into the reader's buffer.
 *
 * <p>Plain fields are the reader's: whoever reads, one thread at a time, and the I/O loop during the handshake.
 * Plaintext goes straight where the reader wants it if a whole record fits there, and over a buffer otherwise.
 */
final class RecordReader {

    /** Type, version, length: what a record begins with. Source: RFC 8446 section 5.1. */
    private static final int HEADER_BYTES = 5;

    /** As much of an incomplete record is kept in a small buffer, so that a stalled peer holds no large one. */
    private static final int REST_BYTES = 1 << 10;

    /** Records without plaintext in a row before a read returns: empty ones, tickets, key updates. */
    private static final int FRUITLESS_PER_READ = 32;

    /** Answers a peer may demand without ever reading one. Honest ones ask for a key once in many gigabytes. */
    private static final int MOST_UNREAD_ANSWERS = 64;

    private final Connection below;
    private final SSLEngine engine;
    private final RecordWriter writer;
    private final TlsFailure failures;
    private ByteBuffer cipher; // from position to limit what is not unwrapped yet; null if there is nothing
    private ByteBuffer rest;   // of REST_BYTES, once needed; from position to limit like cipher, which is null then
    private ByteBuffer plain;  // from position to limit what did not fit the reader's buffer; null if there is nothing
    private IOException failure; // told once the plaintext before it has been read
    private boolean ended;
    private boolean endTold;
    private boolean paused;    // whether the last read returned although more could have been unwrapped
    private int unreadAnswers;

    // Whether a read would give something that no readiness reports. Written by the reader, read by anybody.
    private volatile boolean holdsInput;

    RecordReader(Connection below, SSLEngine engine, RecordWriter writer, TlsFailure failures) {
        this.below = below;
        this.engine = engine;
        this.writer = writer;
        this.failures = failures;
    }

    boolean holdsInput() {
        return holdsInput;
    }

    /** As {@link Connection#read}. */
    int read(ByteBuffer target) throws IOException {
        int before = target.position();
        paused = false;
        try {
            if (failure == null) {
                fill(target);
            } else {
                handOver(target);
            }
        } catch (IOException e) {
            failure = e;
        }
        int taken = target.position() - before;
        boolean tellEnd = taken == 0 && target.hasRemaining() && (ended || failure != null);
        endTold |= tellEnd;
        settle();
        if (tellEnd && failure != null) {
            throw failure;
        }
        return tellEnd ? -1 : taken;
    }

    private void fill(ByteBuffer target) throws IOException {
        int fruitless = 0;
        while (true) {
            handOver(target);
            if (!target.hasRemaining() || ended) {
                return;
            }
            int before = target.position();
            SSLEngineResult result = unwrap(target);
            if (result == null) {
                return;
            }
            if (target.position() > before || plain != null) {
                fruitless = 0;
            } else if (++fruitless == FRUITLESS_PER_READ || result.bytesConsumed() == 0) {
                paused = !ended;
                return;
            }
        }
    }

    /** Hands over plaintext that did not fit the reader's last buffer. */
    private void handOver(ByteBuffer target) {
        if (plain == null) {
            return;
        }
        int count = Math.min(plain.remaining(), target.remaining());
        target.put(target.position(), plain, plain.position(), count);
        target.position(target.position() + count);
        plain.position(plain.position() + count);
        if (!plain.hasRemaining()) {
            RecordBuffers.SHARED.give(plain);
            plain = null;
        }
    }

    /** Unwraps the next record; null if it is not there yet, or will never be. */
    private SSLEngineResult unwrap(ByteBuffer target) throws IOException {
        SSLEngineResult result = next(target);
        if (result == null) {
            return null;
        }
        HandshakeStatus status = result.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            refuseRenegotiation();
            runTasks();
        } else if (status == HandshakeStatus.NEED_WRAP) {
            countAnswer(result);
        }
        return result;
    }

    /**
     * Unwraps one record, whatever it is, reading from below until it is there.
     *
     * @return null if it is not there yet, or will never be: then {@link #ended}
     */
    private SSLEngineResult next(ByteBuffer target) throws IOException {
        while (true) {
            if (hasRecord()) {
                SSLEngineResult result = decrypt(target);
                switch (result.getStatus()) {
                    case OK -> {
                        return result;
                    }
                    case CLOSED -> {
                        ended = true;
                        return result;
                    }
                    case BUFFER_OVERFLOW -> {
                        plain = RecordBuffers.SHARED.take(engine.getSession().getApplicationBufferSize());
                        result = decrypt(plain);
                        plain.flip();
                        ended |= result.getStatus() == SSLEngineResult.Status.CLOSED;
                        return result;
                    }
                    case BUFFER_UNDERFLOW -> { } // an engine that wants more than the record
                }
            }
            if (!more()) {
                return null;
            }
        }
    }

    private SSLEngineResult decrypt(ByteBuffer target) throws IOException {
        try {
            return engine.unwrap(input(), target);
        } catch (IOException | RuntimeException e) { // no engine may throw the latter, and some do for what peers send
            writer.owe();
            throw failures.explained(e);
        }
    }

    /** Reads ciphertext; false if there is none now, or never again. */
    private boolean more() throws IOException {
        ByteBuffer into = room();
        if (!into.hasRemaining()) {
            into.flip();
            throw new IOException("a TLS record of more than " + into.limit() + " bytes");
        }
        int count;
        try {
            count = below.read(into);
        } finally {
            into.flip();
        }
        if (count < 0) {
            if (into.hasRemaining()) {
                throw new IOException("the stream ended in the middle of a TLS record, without close_notify");
            }
            ended = true;
        }
        return count > 0;
    }

    /** The ciphertext, open for more behind it. */
    private ByteBuffer room() {
        if (cipher == null) {
            cipher = RecordBuffers.SHARED.take(engine.getSession().getPacketBufferSize());
            if (rest != null) {
                cipher.put(rest);
            }
        } else {
            cipher.compact();
        }
        return cipher;
    }

    private ByteBuffer input() {
        return cipher != null ? cipher : rest != null ? rest : RecordWriter.NOTHING;
    }

    private boolean hasRecord() {
        ByteBuffer input = input();
        if (input.remaining() < HEADER_BYTES) {
            return false;
        }
        int length = Short.toUnsignedInt(input.getShort(input.position() + HEADER_BYTES - 2));
        // What is longer than any record is the engine's to refuse; so is whatever has no header like this one.
        return length > 0x4800 || input.remaining() >= HEADER_BYTES + length;
    }

    /** After each read: gives back what is empty, and publishes what is not. */
    private void settle() {
        if (cipher != null && cipher.remaining() <= REST_BYTES && !hasRecord()) {
            if (cipher.hasRemaining()) {
                rest = rest == null ? ByteBuffer.allocate(REST_BYTES) : rest.clear();
                rest.put(cipher).flip();
            }
            RecordBuffers.SHARED.give(cipher);
            cipher = null;
        }
        boolean holds = plain != null || paused || (ended || failure != null) && !endTold
                || !ended && failure == null && hasRecord();
        if (holds != holdsInput) {
            holdsInput = holds;
        }
    }

    private void refuseRenegotiation() throws IOException {
        if (!engine.getSession().getProtocol().equals("TLSv1.3")) { // which has none, but questions after the handshake
            throw new IOException("the peer wants to renegotiate, which is refused");
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        writer.owe();
    }

    private void countAnswer(SSLEngineResult result) throws IOException {
        unreadAnswers = result.bytesProduced() > 0 || !writer.owes() ? 0 : unreadAnswers + 1;
        if (unreadAnswers > MOST_UNREAD_ANSWERS) {
            throw new IOException("the peer demands answers of TLS without reading them");
        }
        writer.owe();
    }

    // ---- the handshake, on the loop ---------------------------------------------------------------------------------

    /**
     * Unwraps one record of the handshake.
     *
     * @return whether there was one, or the answer to it is known; otherwise wait for more
     */
    boolean advanceHandshake() throws IOException {
        NotTls.refuse(input()); // before the end, which says less
        if (!hasRecord() && !more()) {
            settle();
            if (ended) {
                throw new IOException("the peer closed the connection in the TLS handshake");
            }
            return hasRecord();
        }
        ByteBuffer first = input();
        NotTls.refuse(first);
        if (!hasRecord()) {
            return true;
        }
        plain = RecordBuffers.SHARED.take(engine.getSession().getApplicationBufferSize());
        boolean wantsMore;
        try {
            SSLEngineResult result = engine.unwrap(first, plain);
            ended |= result.getStatus() == SSLEngineResult.Status.CLOSED;
            wantsMore = result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW;
        } finally {
            plain.flip();
            handOver(RecordWriter.NOTHING); // gives it back if it is empty
            settle();
        }
        // The hello of SSL 2 has its length elsewhere: to unwrap it again without more would go on for ever.
        return !wantsMore || more();
    }
}
