package zlink.transport.ws;

import java.io.IOException;
import java.util.List;
import zlink.transport.layer.BufferPool;
import zlink.transport.spi.Connection;
import zlink.transport.ws.http.ClientUpgrade;
import zlink.transport.ws.http.Directory;
import zlink.transport.ws.http.ServerUpgrade;

/** Makes layers over connections without a transport. */
final class Layers {
    private static final int MAX_HEAD = 8 << 10;
    private static final BufferPool BUFFERS = new BufferPool(WebSocketTransport.BUFFER_BYTES, 32);

    private Layers() {
    }

    static WebSocketConnection server(Connection below) {
        return server(below, Long.MAX_VALUE);
    }

    static WebSocketConnection server(Connection below, long largest) {
        ServerUpgrade upgrade = new ServerUpgrade(Directory.of("/"), List.of(), Subprotocol.TEXTS);
        return new WebSocketConnection(below, Role.SERVER, "", new UpgradeExchange(below, upgrade, MAX_HEAD),
                new MessageLimit(largest), BUFFERS);
    }

    static WebSocketConnection client(Connection below) {
        return client(below, Subprotocol.TEXTS);
    }

    static WebSocketConnection client(Connection below, List<String> subprotocols) {
        ClientUpgrade upgrade = new ClientUpgrade("localhost:80", "/", subprotocols);
        return new WebSocketConnection(below, Role.CLIENT, "ws://localhost:80",
                new UpgradeExchange(below, upgrade, MAX_HEAD), new MessageLimit(Long.MAX_VALUE), BUFFERS);
    }

    /** Lets both ends take turns until both have shaken hands. */
    static void shakeHands(Connection one, Connection other) throws IOException {
        int turns = 0;
        for (int mine = one.shakeHands(), its = other.shakeHands(); (mine | its) != 0; turns++) {
            if (turns == 100_000) {
                throw new AssertionError("hands are never shaken");
            }
            mine = mine == 0 ? 0 : one.shakeHands();
            its = its == 0 ? 0 : other.shakeHands();
        }
    }
}
