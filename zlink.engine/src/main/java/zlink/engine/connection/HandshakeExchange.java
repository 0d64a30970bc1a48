package zlink.engine.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import zlink.api.HandshakeFailure;
import zlink.engine.loop.Watch;
import zlink.engine.mechanism.NullMechanism;
import zlink.engine.zmtp.Handshake;
import zlink.engine.zmtp.HandshakeException;
import zlink.engine.zmtp.PeerProperties;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/**
 * Shakes hands: first the transport with its own kind, then, unless the peer is a raw one, ZMTP, whose bytes are moved
 * between its state machine and the channel. Loop thread only.
 */
final class HandshakeExchange {
    private static final int LARGEST_COMMAND = 64 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private enum Phase { TRANSPORT, GREETING, ZMTP }

    /** What a look at the channel brought: the transport's part is done at ARRIVED, or was for somebody ELSEWHERE. */
    enum Progress { GOING_ON, ELSEWHERE, ARRIVED, PEER_GONE, DONE }

    private final Connection channel;
    private final Watch watch;
    private final Handshake handshake; // null for raw peers, which know none
    private Phase phase = Phase.TRANSPORT;
    private ByteBuffer rest; // bytes behind the peer's handshake; not null once the peer is done

    HandshakeExchange(Connection channel, Watch watch, ConnectionSettings settings) {
        this.channel = channel;
        this.watch = watch;
        this.handshake = settings.isRaw() ? null : new Handshake(settings.type(), settings.routingId(),
                settings.metadata(), new NullMechanism(), LARGEST_COMMAND);
    }

    /**
     * Goes on as far as the channel allows, for the first time without anything being ready; after ARRIVED at once with
     * the same operations.
     *
     * @param scratch where to read; what it holds afterwards is forgotten
     */
    Progress advance(int operations, ByteBuffer scratch) throws IOException, HandshakeException {
        if (phase == Phase.TRANSPORT) {
            return shakeTransport();
        }
        if (handshake == null) {
            return Progress.DONE;
        }
        if (phase == Phase.GREETING) {
            phase = Phase.ZMTP;
            watch.interest(Readiness.READ);
            write();
        } else if ((operations & Readiness.WRITE) != 0) {
            write();
        }
        for (int ready = operations; rest == null && ((ready & Readiness.READ) != 0 || channel.hasInput()); ready = 0) {
            int count = channel.read(scratch.clear());
            if (count < 0) {
                return Progress.PEER_GONE;
            }
            feed(scratch.flip());
        }
        return rest != null && !handshake.output().hasRemaining() ? Progress.DONE : Progress.GOING_ON;
    }

    private Progress shakeTransport() throws HandshakeException {
        try {
            int wanted = channel.shakeHands();
            if (wanted == Connection.ELSEWHERE) {
                return Progress.ELSEWHERE;
            }
            watch.interest(wanted);
            if (wanted != 0) {
                return Progress.GOING_ON;
            }
            phase = Phase.GREETING;
            return Progress.ARRIVED;
        } catch (IOException e) {
            throw new HandshakeException(HandshakeFailure.TRANSPORT, e.getMessage());
        }
    }

    private void feed(ByteBuffer input) throws IOException, HandshakeException {
        boolean peerDone;
        try {
            peerDone = handshake.feed(input);
        } catch (HandshakeException e) {
            sayFarewell();
            throw e;
        }
        write();
        if (peerDone) {
            rest = ByteBuffer.allocate(input.remaining()).put(input).flip();
            watch.interest(watch.interest() & ~Readiness.READ); // until our part is out as well
        }
    }

    /** Writes a last ERROR command, if the mechanism has one to say, as far as the channel takes it at once. */
    private void sayFarewell() {
        try {
            write();
        } catch (IOException gone) {
            // there is nobody to tell; why it was the last is what our side must learn
        }
    }

    private void write() throws IOException {
        ByteBuffer output = handshake.output();
        if (output.hasRemaining()) {
            channel.write(output);
        }
        boolean done = channel.flush() && !output.hasRemaining();
        int others = watch.interest() & ~Readiness.WRITE;
        watch.interest(done ? others : others | Readiness.WRITE);
    }

    /** Who the peer is, once done. */
    PeerProperties peer() {
        return handshake == null ? PeerProperties.NONE : handshake.peer();
    }

    /** What came behind the peer's handshake, once done. */
    ByteBuffer rest() {
        return handshake == null ? NOTHING : rest;
    }
}
