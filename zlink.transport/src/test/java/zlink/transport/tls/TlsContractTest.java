package zlink.transport.tls;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import zlink.api.Endpoint;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.contract.CloseContract;
import zlink.transport.contract.ConnectContract;
import zlink.transport.contract.LayerContract;
import zlink.transport.contract.StreamContract;
import zlink.transport.contract.TransportFixture;
import zlink.transport.spi.Connection;

class TlsContractTest {

    private static final Endpoint WILDCARD = Endpoint.of("tls://127.0.0.1:*");
    private static final SocketOptions OPTIONS = Certificates.shared().contextOf("server");
    private static final SocketOptions OLDER = OPTIONS.with(SocketOption.TLS_PROTOCOLS, List.of("TLSv1.2"));
    private static final TransportFixture TLS = fixture(OPTIONS);
    private static final TransportFixture TLS_1_2 = fixture(OLDER);

    private static TransportFixture fixture(SocketOptions options) {
        return new TransportFixture(new TlsTransport(), WILDCARD, () -> WILDCARD, options);
    }

    @Nested
    class Connecting extends ConnectContract {
        @Override
        protected TransportFixture transport() {
            return TLS;
        }

        /** With sessions that are resumed without an exchange of keys, which TLS 1.3 repeats at four times the cost. */
        @Override
        protected TransportFixture transportForMany() {
            return TLS_1_2;
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
            return TLS;
        }
    }

    @Nested
    class StreamingByTheOlderVersion extends StreamContract {
        @Override
        protected TransportFixture transport() {
            return TLS_1_2;
        }

        /** TLS 1.2 answers close_notify by close_notify, and discards what was to be written. RFC 5246 7.2.1. */
        @Override
        protected boolean goesOnAfterThePeersEnd() {
            return false;
        }
    }

    @Nested
    class Closing extends CloseContract {
        @Override
        protected TransportFixture transport() {
            return TLS;
        }
    }

    @Nested
    class Layering extends LayerContract {
        @Override
        protected Connection client(Connection below) throws IOException {
            return TlsClient.of("localhost", 1, OPTIONS).over(below);
        }

        @Override
        protected Connection server(Connection below) throws IOException {
            return TlsServer.of(OPTIONS).over(below);
        }
    }

    @Nested
    class LayeringByTheOlderVersion extends LayerContract {
        @Override
        protected Connection client(Connection below) throws IOException {
            return TlsClient.of("localhost", 1, OLDER).over(below);
        }

        @Override
        protected Connection server(Connection below) throws IOException {
            return TlsServer.of(OLDER).over(below);
        }
    }
}
