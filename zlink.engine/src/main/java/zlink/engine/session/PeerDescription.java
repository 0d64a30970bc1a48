package zlink.engine.session;

import java.nio.charset.StandardCharsets;
import zlink.api.PeerInfo;
import zlink.engine.connection.WireConnection;
import zlink.engine.zmtp.PeerProperties;
import zlink.transport.spi.Connection;

/** Puts together what the handshake and the transport tell of a peer. */
final class PeerDescription {
    private PeerDescription() { }

    static PeerInfo of(WireConnection connection, PeerProperties said) {
        Connection channel = connection.channel();
        PeerInfo.Builder builder = PeerInfo.builder(connection.id())
                .protocol("ZMTP/3." + said.minorVersion())
                .mechanism(said.mechanism())
                .localAddress(channel.localAddress())
                .remoteAddress(channel.remoteAddress());
        said.socketType().ifPresent(builder::socketType);
        said.routingId().ifPresent(builder::routingId);
        said.properties().forEach(builder::property);
        channel.peerProperties().forEach((name, value) ->
                builder.property(name, value.getBytes(StandardCharsets.UTF_8)));
        builder.property("Peer-Address", channel.remoteAddress().getBytes(StandardCharsets.UTF_8));
        return builder.build();
    }
}
