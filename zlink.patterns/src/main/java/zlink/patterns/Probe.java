package zlink.patterns;

import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.OutgoingMessage;

/**
 * The empty message that tells a ROUTER of a new peer, with {@link SocketOption#PROBE_ROUTER}.
 *
 * <p>Sent after every handshake, reconnects included: the ROUTER has forgotten whom it knew. (libzmq sends it once per
 * {@code connect}, before anything else.) Guarded by the send lock.
 */
final class Probe {
    private final boolean wanted;

    Probe(SocketOptions options) {
        wanted = options.get(SocketOption.PROBE_ROUTER);
    }

    void send(Pipe pipe) {
        if (wanted && pipe.hasRoom()) {
            pipe.write(new OutgoingMessage().array(new byte[0], 0, 0));
        }
    }
}
