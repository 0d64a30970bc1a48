package zlink.transport.ws;

import org.junit.jupiter.api.Nested;
import zlink.api.Endpoint;
import zlink.transport.contract.CloseContract;
import zlink.transport.contract.ConnectContract;
import zlink.transport.contract.StreamContract;
import zlink.transport.contract.TransportFixture;
import zlink.transport.tls.Certificates;

/** A layer over a layer, by the contract of all transports, its octets in frames of ZMTP. */
class WssContractTest {

    private static final Endpoint WILDCARD = Endpoint.of("wss://127.0.0.1:*/feed");
    private static final TransportFixture WSS = new TransportFixture(new OctetsOverZmtp(new WssTransport()), WILDCARD,
            () -> WILDCARD, Certificates.shared().as("server"));

    @Nested
    class Connecting extends ConnectContract {
        @Override
        protected TransportFixture transport() {
            return WSS;
        }
    }

    @Nested
    class Streaming extends StreamContract {
        @Override
        protected TransportFixture transport() {
            return WSS;
        }

        /** Who has heard CLOSE says CLOSE, and no more. */
        @Override
        protected boolean goesOnAfterThePeersEnd() {
            return false;
        }
    }

    @Nested
    class Closing extends CloseContract {
        @Override
        protected TransportFixture transport() {
            return WSS;
        }
    }
}
