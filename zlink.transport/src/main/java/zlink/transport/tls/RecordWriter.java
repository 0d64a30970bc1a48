package zlink.transport.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import zlink.transport.spi.Connection;

/**
 * The outgoing half of a TLS connection: plaintext from the writer, ciphertext to the connection below, which takes
 * several records at once.
 *
 * <p>Plain fields are the writer's: whoever writes, one thread at a time, and the I/O loop during the handshake. Only
 * the writer wraps; a reader that finds that TLS owes an answer says so by {@link #owe}.
 */
final class RecordWriter {

    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Records of TLS's own in one go; more than any flight of a handshake. */
    private static final int OWN_RECORDS_PER_CALL = 64;

    /** How far saying goodbye has come. */
    private enum Farewell {
        NONE, ASKED, SAID;

        /** The only way on: asked once, said once the last byte has left. */
        Farewell next(boolean everythingLeft) {
            return this == ASKED && everythingLeft ? SAID : this;
        }
    }

    private final Connection below;
    private final SSLEngine engine;
    private final TlsFailure failures;
    private ByteBuffer cipher; // up to its position what the connection below has not taken; null if there is nothing
    private Farewell farewell = Farewell.NONE;

    // Whether the engine has something to say that nobody has wrapped yet. Set by the reader, and by the writer when
    // it did not get round to it; cleared by the writer before it wraps.
    private volatile boolean owes;

    // Whether ciphertext is held. Written by the writer, read by anybody.
    private volatile boolean holdsOutput;

    RecordWriter(Connection below, SSLEngine engine, TlsFailure failures) {
        this.below = below;
        this.engine = engine;
        this.failures = failures;
    }

    /** The engine has something to say. From any thread. */
    void owe() {
        if (!owes) {
            owes = true;
        }
    }

    boolean owes() {
        return owes;
    }

    boolean hasOutput() {
        return owes || holdsOutput;
    }

    /** As {@link Connection#write(ByteBuffer)}. */
    int write(ByteBuffer source) throws IOException {
        int before = source.position();
        boolean goesOn = push();
        while (goesOn && source.hasRemaining()) {
            goesOn = makeRoom();
            if (goesOn) {
                wrapped(wrap(source, null, 0, 0));
            }
        }
        if (goesOn) {
            push();
        }
        return source.position() - before;
    }

    /** As {@link Connection#write(ByteBuffer[], int, int)}. */
    long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long left = 0;
        for (int i = offset; i < offset + length; i++) {
            left += sources[i].remaining();
        }
        long taken = 0;
        int first = offset;
        boolean goesOn = push();
        while (goesOn && taken < left) {
            goesOn = makeRoom();
            if (goesOn) {
                while (!sources[first].hasRemaining()) {
                    first++;
                }
                taken += wrapped(wrap(null, sources, first, offset + length - first));
            }
        }
        if (goesOn) {
            push();
        }
        return taken;
    }

    private SSLEngineResult wrap(ByteBuffer source, ByteBuffer[] sources, int offset, int length) throws IOException {
        try {
            return source != null
                    ? engine.wrap(source, cipher)
                    : engine.wrap(sources, offset, length, cipher);
        } catch (SSLException e) {
            owe();
            throw failures.explained(e);
        }
    }

    /** How much was taken; nothing where a record of TLS's own came first. */
    private int wrapped(SSLEngineResult result) throws IOException {
        if (result.getStatus() == Status.CLOSED) {
            throw new IOException("TLS has been ended, by us or by the peer; nothing more can be written");
        }
        if (result.bytesProduced() == 0) {
            throw new IOException(result.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                    ? "TLS made no record: " + result
                    : "the peer wants to renegotiate, which is refused");
        }
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            owe(); // a new key, after so many bytes
        }
        return result.bytesConsumed();
    }

    /** As {@link Connection#flush}, but for the connection below. */
    boolean flush() throws IOException {
        if (owes) {
            sayOwnThings();
        }
        boolean gone = push() && !owes;
        Farewell next = farewell.next(gone);
        if (next != farewell) {
            farewell = next;
            publish();
            below.shutdownOutput();
        }
        return gone;
    }

    /** Has {@code close_notify} follow what was written, and {@link #flush} end the connection below after that. */
    void shutdownOutput() {
        if (farewell == Farewell.NONE) {
            farewell = Farewell.ASKED;
            engine.closeOutbound();
            owe();
        }
    }

    /** Wraps what the engine has to say by itself, until it is silent or the connection below takes no more. */
    private void sayOwnThings() throws IOException {
        owes = false;
        for (int records = 0; hasOwnThings(); records++) {
            if (records == OWN_RECORDS_PER_CALL || !makeRoom()) {
                owes = true;
                return;
            }
            try {
                SSLEngineResult result = engine.wrap(NOTHING, cipher);
                if (result.bytesProduced() == 0) {
                    return; // it waits for something else, or has nothing to say after all
                }
            } catch (SSLException e) {
                throw failures.explained(e);
            } finally {
                publish();
            }
        }
    }

    private boolean hasOwnThings() {
        return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                || farewell == Farewell.ASKED && !engine.isOutboundDone();
    }

    /** Makes room for another record; false if the connection below takes no more. */
    private boolean makeRoom() throws IOException {
        int largest = engine.getSession().getPacketBufferSize();
        if (cipher == null) {
            cipher = RecordBuffers.SHARED.take(largest);
            return true;
        }
        if (cipher.remaining() >= largest) {
            return true;
        }
        boolean gone = push();
        if (gone) {
            cipher = RecordBuffers.SHARED.take(largest);
        }
        return gone;
    }

    /** Passes ciphertext on; says whether all has gone. Holds no buffer then. */
    boolean push() throws IOException {
        if (cipher != null) {
            cipher.flip();
            try {
                if (cipher.hasRemaining()) {
                    below.write(cipher);
                }
            } finally {
                cipher.compact();
            }
            if (cipher.position() == 0) {
                RecordBuffers.SHARED.give(cipher);
                cipher = null;
            }
        }
        publish();
        return cipher == null;
    }

    private void publish() {
        boolean holds = cipher != null && cipher.position() > 0 || farewell == Farewell.ASKED;
        if (holds != holdsOutput) {
            holdsOutput = holds;
        }
    }

    // ---- the handshake, on the loop ---------------------------------------------------------------------------------

    /** Wraps one flight of the handshake; says whether there was room for it. */
    boolean advanceHandshake() throws SSLException, IOException {
        if (!makeRoom()) {
            return false;
        }
        engine.wrap(NOTHING, cipher);
        return true;
    }

    /** Wraps what there is to say about a failure and passes on what leaves at once; nothing else matters any more. */
    void sayAlert() {
        for (int attempts = 0; attempts < 3; attempts++) {
            try {
                if (engine.isOutboundDone() || !advanceHandshake()) {
                    break;
                }
            } catch (IOException toldAlready) {
                continue; // an engine throws what its task threw before it lets the alert out
            }
        }
        try {
            push();
        } catch (IOException gone) {
            return; // nobody is there to be told
        }
    }
}
