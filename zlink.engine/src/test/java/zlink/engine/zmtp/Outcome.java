package zlink.engine.zmtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Feeds a handshake a peer's bytes in pieces and says what came of it, as a text that can be compared. */
final class Outcome {
    private final Handshake handshake;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private HandshakeException failure;

    Outcome(Handshake handshake) {
        this.handshake = handshake;
    }

    /** Feeds a stream in pieces of these sizes, again from the first when they are used up. */
    Outcome feed(byte[] stream, List<Integer> pieces) {
        collect();
        int at = 0;
        for (int i = 0; at < stream.length && failure == null; i++) {
            int size = Math.min(pieces.get(i % pieces.size()), stream.length - at);
            ByteBuffer piece = ByteBuffer.wrap(stream, at, size);
            at += size;
            try {
                boolean done = handshake.feed(piece);
                if (done != (handshake.state() == HandshakeState.DONE) || !done && piece.hasRemaining()) {
                    throw new AssertionError("done " + done + ", " + handshake.state() + ", unread " + piece);
                }
                rest.writeBytes(Wire.remaining(piece));
            } catch (HandshakeException e) {
                failure = e;
            }
            collect();
        }
        return this;
    }

    private void collect() {
        output.writeBytes(Wire.remaining(handshake.output()));
    }

    HandshakeException failure() {
        return failure;
    }

    /** What it has sent. */
    byte[] output() {
        return output.toByteArray();
    }

    /** What it has left unread behind the handshake. */
    byte[] rest() {
        return rest.toByteArray();
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        StringBuilder text = new StringBuilder(handshake.state().toString());
        if (failure != null) {
            text.append(' ').append(failure.failure()).append(": ").append(failure.getMessage());
        }
        if (handshake.state() == HandshakeState.DONE) {
            PeerProperties peer = handshake.peer();
            text.append(" 3.").append(peer.minorVersion()).append(' ').append(peer.mechanism()).append(' ')
                    .append(peer.socketType()).append(' ').append(peer.routingId()).append(' ');
            new TreeMap<>(peer.properties()).forEach(
                    (name, value) -> text.append(name).append('=').append(hex.formatHex(value)).append(','));
            text.append(" order ").append(peer.properties().keySet());
            text.append(" rest ").append(hex.formatHex(rest()));
        }
        return text.append(" sent ").append(output.size()).append(':').append(Arrays.hashCode(output())).toString();
    }
}
