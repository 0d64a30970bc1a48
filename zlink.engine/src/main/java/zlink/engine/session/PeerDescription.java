package zlink.engine.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import zlink.api.PeerInfo;
import zlink.engine.connection.WireConnection;
import zlink.engine.zmtp.PeerProperties;
import zlink.transport.spi.Connection;

/** Puts together what the handshake and the transport tell of a peer. */
final class PeerDescription {
    /** How the names begin that only transports give. */
    private static final List<String> TRANSPORTS = List.of("Peer-", "Tls-", "Ws-");

    private PeerDescription() { }

    static PeerInfo of(WireConnection connection, PeerProperties said) {
        Connection channel = connection.channel();
        PeerInfo.Builder builder = PeerInfo.builder(connection.id())
                .protocol(said == PeerProperties.NONE ? "" : "ZMTP/3." + said.minorVersion())
                .mechanism(said.mechanism())
                .localAddress(channel.localAddress())
                .remoteAddress(channel.remoteAddress());
        said.socketType().ifPresent(builder::socketType);
        said.routingId().ifPresent(builder::routingId);
        // What the transport knows comes first, for the first counts: no peer can say that it is somebody else.
        channel.peerProperties().forEach((name, value) ->
                builder.property(name, value.getBytes(StandardCharsets.UTF_8)));
        builder.property("Peer-Address", channel.remoteAddress().getBytes(StandardCharsets.UTF_8));
        said.properties().forEach((name, value) -> {
            if (!isTransports(name)) {
                builder.property(name, value);
            }
        });
        return builder.build();
    }

    /** Whether a name is the transport's to give, also where this transport knows nothing to say under it. */
    private static boolean isTransports(String name) {
        return TRANSPORTS.stream().anyMatch(beginning -> name.regionMatches(true, 0, beginning, 0, beginning.length()));
    }
}
