package zlink.transport.tcp;

import org.junit.jupiter.api.Nested;
import zlink.api.Endpoint;
import zlink.transport.contract.CloseContract;
import zlink.transport.contract.ConnectContract;
import zlink.transport.contract.StreamContract;
import zlink.transport.contract.TransportUnderTest;

class TcpContractTest {

    private static final Endpoint WILDCARD = Endpoint.of("tcp://127.0.0.1:*");
    private static final TransportUnderTest TCP =
            new TransportUnderTest(new TcpTransport(), WILDCARD, () -> WILDCARD);

    @Nested
    class Connecting extends ConnectContract {
        @Override
        protected TransportUnderTest transport() {
            return TCP;
        }
    }

    @Nested
    class Streaming extends StreamContract {
        @Override
        protected TransportUnderTest transport() {
            return TCP;
        }
    }

    @Nested
    class Closing extends CloseContract {
        @Override
        protected TransportUnderTest transport() {
            return TCP;
        }
    }
}
