package zlink.transport.tcp;

import org.junit.jupiter.api.Nested;
import zlink.api.Endpoint;
import zlink.transport.contract.CloseContract;
import zlink.transport.contract.ConnectContract;
import zlink.transport.contract.StreamContract;
import zlink.transport.contract.TransportFixture;

class TcpContractTest {

    private static final Endpoint WILDCARD = Endpoint.of("tcp://127.0.0.1:*");
    private static final TransportFixture TCP =
            new TransportFixture(new TcpTransport(), WILDCARD, () -> WILDCARD);

    @Nested
    class Connecting extends ConnectContract {
        @Override
        protected TransportFixture transport() {
            return TCP;
        }
    }

    @Nested
    class Streaming extends StreamContract {
        @Override
        protected TransportFixture transport() {
            return TCP;
        }
    }

    @Nested
    class Closing extends CloseContract {
        @Override
        protected TransportFixture transport() {
            return TCP;
        }
    }
}
