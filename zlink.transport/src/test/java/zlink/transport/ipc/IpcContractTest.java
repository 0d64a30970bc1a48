package zlink.transport.ipc;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import zlink.api.Endpoint;
import zlink.transport.contract.CloseContract;
import zlink.transport.contract.ConnectContract;
import zlink.transport.contract.StreamContract;
import zlink.transport.contract.TransportFixture;

class IpcContractTest {

    @TempDir
    static Path directory;

    private static final AtomicInteger FILES = new AtomicInteger();
    private static final TransportFixture IPC = new TransportFixture(new IpcTransport(), Endpoint.of("ipc://*"),
            () -> Endpoint.of("ipc://" + directory.resolve("s" + FILES.incrementAndGet())));

    @Nested
    class Connecting extends ConnectContract {
        @Override
        protected TransportFixture transport() {
            return IPC;
        }
    }

    @Nested
    class Streaming extends StreamContract {
        @Override
        protected TransportFixture transport() {
            return IPC;
        }
    }

    @Nested
    class Closing extends CloseContract {
        @Override
        protected TransportFixture transport() {
            return IPC;
        }
    }
}
