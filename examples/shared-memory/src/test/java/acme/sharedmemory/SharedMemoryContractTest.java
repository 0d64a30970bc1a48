package acme.sharedmemory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import zlink.api.Endpoint;
import zlink.api.SocketOptions;
import zlink.transport.contract.CloseContract;
import zlink.transport.contract.ConnectContract;
import zlink.transport.contract.StreamContract;
import zlink.transport.contract.TransportFixture;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider;

/** What zlink demands of every transport. */
class SharedMemoryContractTest {

    @TempDir
    static Path directory;

    private static final AtomicInteger FILES = new AtomicInteger();
    private static final TransportFixture SHM = new TransportFixture(new SharedMemoryTransport(),
            Endpoint.of("shm://*"), () -> Endpoint.of("shm://" + directory.resolve("m" + FILES.incrementAndGet())));

    /** The same with rings that are full every moment, so that both sides go to sleep and wake each other often. */
    private record Narrow(SharedMemoryTransport transport) implements TransportProvider {
        private static final int BYTES = 16 << 10;

        @Override
        public String scheme() {
            return transport.scheme();
        }

        @Override
        public void check(Endpoint endpoint, Use use) {
            transport.check(endpoint, use);
        }

        @Override
        public Listener bind(Endpoint endpoint, SocketOptions options) throws IOException {
            return transport.bind(endpoint, options.with(SharedMemoryTransport.CAPACITY, BYTES));
        }

        @Override
        public Connection connect(Endpoint endpoint, SocketOptions options) throws IOException {
            return transport.connect(endpoint, options.with(SharedMemoryTransport.CAPACITY, BYTES));
        }
    }

    @Nested
    class StreamingThroughNarrowRings extends StreamContract {
        @Override
        protected TransportFixture transport() {
            return new TransportFixture(new Narrow(new SharedMemoryTransport()), SHM.wildcard(), SHM.fresh());
        }
    }

    @Nested
    class Connecting extends ConnectContract {
        @Override
        protected TransportFixture transport() {
            return SHM;
        }
    }

    @Nested
    class Streaming extends StreamContract {
        @Override
        protected TransportFixture transport() {
            return SHM;
        }
    }

    @Nested
    class Closing extends CloseContract {
        @Override
        protected TransportFixture transport() {
            return SHM;
        }
    }
}
