package zlink.engine.connection;

import zlink.api.DisconnectReason;
import zlink.api.HandshakeFailure;
import zlink.engine.queue.FrameException;

/**
 * Why a connection is over.
 *
 * @param reason if messages could flow
 * @param duringHandshake if not
 * @param detail for the user's eyes
 */
record Failure(DisconnectReason reason, HandshakeFailure duringHandshake, String detail) {

    static Failure closing(DisconnectReason reason, String detail) {
        return new Failure(reason, HandshakeFailure.CONNECTION_LOST, detail);
    }

    static Failure peerClosed(String detail) {
        return closing(DisconnectReason.PEER_CLOSED, detail);
    }

    static Failure io(String detail) {
        return closing(DisconnectReason.IO_ERROR, detail);
    }

    static Failure timeout(String detail) {
        return new Failure(DisconnectReason.HANDSHAKE_TIMEOUT, HandshakeFailure.TIMEOUT, detail);
    }

    static Failure violation(FrameException violation) {
        return new Failure(
                violation.isLimit() ? DisconnectReason.LIMIT_EXCEEDED : DisconnectReason.PROTOCOL_VIOLATION,
                HandshakeFailure.MALFORMED_COMMAND, violation.getMessage());
    }
}
