package zlink.transport.ws;

import org.junit.jupiter.api.Nested;
import zlink.api.Endpoint;
import zlink.transport.contract.CloseContract;
import zlink.transport.contract.ConnectContract;
import zlink.transport.contract.LayerContract;
import zlink.transport.contract.SharingContract;
import zlink.transport.contract.StreamContract;
import zlink.transport.contract.TransportFixture;
import zlink.transport.spi.Connection;

/** The contract of all transports, its octets in frames of ZMTP. */
class WsContractTest {

    private static final Endpoint WILDCARD = Endpoint.of("ws://127.0.0.1:*/feed");
    private static final TransportFixture WS =
            new TransportFixture(new OctetsOverZmtp(new WsTransport()), WILDCARD, () -> WILDCARD);

    @Nested
    class Connecting extends ConnectContract {
        @Override
        protected TransportFixture transport() {
            return WS;
        }
    }

    @Nested
    class Streaming extends StreamContract {
        @Override
        protected TransportFixture transport() {
            return WS;
        }

        /** Who has heard CLOSE says CLOSE, and no more. */
        @Override
        protected boolean goesOnAfterThePeersEnd() {
            return false;
        }
    }

    @Nested
    class Sharing extends SharingContract {
        @Override
        protected TransportFixture transport() {
            return WS;
        }

        @Override
        protected Endpoint beside(Endpoint bound, int number) {
            return Endpoint.of(bound + "/" + number);
        }
    }

    @Nested
    class Closing extends CloseContract {
        @Override
        protected TransportFixture transport() {
            return WS;
        }
    }

    @Nested
    class Layering extends LayerContract {
        @Override
        protected Connection client(Connection below) {
            return new OctetsOverZmtp.Octets(zlink.transport.ws.Layers.client(below));
        }

        @Override
        protected Connection server(Connection below) {
            return new OctetsOverZmtp.Octets(zlink.transport.ws.Layers.server(below));
        }
    }
}
