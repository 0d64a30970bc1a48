package zlink.transport.ws;

import java.util.List;
import org.junit.jupiter.api.Nested;
import zlink.api.Endpoint;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.contract.CloseContract;
import zlink.transport.contract.ConnectContract;
import zlink.transport.contract.SharingContract;
import zlink.transport.contract.StreamContract;
import zlink.transport.contract.TransportFixture;
import zlink.transport.tls.Certificates;

/** A layer over a layer, by the contract of all transports, its octets in frames of ZMTP. */
class WssContractTest {

    private static final Endpoint WILDCARD = Endpoint.of("wss://127.0.0.1:*/feed");
    private static final SocketOptions OPTIONS = Certificates.shared().contextOf("server");
    private static final TransportFixture WSS = fixture(OPTIONS);
    private static final TransportFixture WSS_1_2 =
            fixture(OPTIONS.with(SocketOption.TLS_PROTOCOLS, List.of("TLSv1.2")));

    private static TransportFixture fixture(SocketOptions options) {
        return new TransportFixture(new OctetsOverZmtp(new WssTransport()), WILDCARD, () -> WILDCARD, options);
    }

    @Nested
    class Connecting extends ConnectContract {
        @Override
        protected TransportFixture transport() {
            return WSS;
        }

        /** With sessions that are resumed without an exchange of keys, which TLS 1.3 repeats at four times the cost. */
        @Override
        protected TransportFixture transportForMany() {
            return WSS_1_2;
        }

        /** What a layer could leave behind it leaves every time; the sockets below are opened by tcp. */
        @Override
        protected boolean connectingIsCostly() {
            return true;
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
    class Sharing extends SharingContract {
        @Override
        protected TransportFixture transport() {
            return WSS;
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
            return WSS;
        }
    }
}
