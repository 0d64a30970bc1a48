package zlink.engine.zmtp;

import java.util.Map;
import java.util.Optional;
import zlink.api.RoutingId;
import zlink.api.SocketType;

/**
 * What a handshake found out about the peer.
 *
 * @param minorVersion 0 for a peer of ZMTP 3.0, at least 1 for one of 3.1 or later
 * @param mechanism the security mechanism both sides use
 * @param socketType empty if the peer did not announce one, which is legal
 * @param routingId empty if the peer announced none, or an empty one
 * @param properties all that the peer sent, names as it spelt them, in its order; of several names that differ in
 *        upper and lower case only, the first
 */
public record PeerProperties(int minorVersion, String mechanism, Optional<SocketType> socketType,
        Optional<RoutingId> routingId, Map<String, byte[]> properties) {

    /** Of a peer with which there was no handshake. */
    public static final PeerProperties NONE =
            new PeerProperties(0, "", Optional.empty(), Optional.empty(), Map.of());
}
