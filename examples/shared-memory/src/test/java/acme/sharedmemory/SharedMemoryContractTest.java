package acme.sharedmemory;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import zlink.api.Endpoint;
import zlink.transport.contract.CloseContract;
import zlink.transport.contract.ConnectContract;
import zlink.transport.contract.StreamContract;
import zlink.transport.contract.TransportFixture;

/** What zlink demands of every transport. */
class SharedMemoryContractTest {

    @TempDir
    static Path directory;

    private static final AtomicInteger FILES = new AtomicInteger();
    private static final TransportFixture SHM = new TransportFixture(new SharedMemoryTransport(),
            Endpoint.of("shm://*"), () -> Endpoint.of("shm://" + directory.resolve("m" + FILES.incrementAndGet())));

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
