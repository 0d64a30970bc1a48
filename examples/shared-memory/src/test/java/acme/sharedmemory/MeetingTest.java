package acme.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.api.InvalidOptionException;
import zlink.api.SocketOptions;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider.Use;

/** Addresses and options of {@code shm://}. */
class MeetingTest {

    private final SharedMemoryTransport transport = new SharedMemoryTransport();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"shm:///tmp/", "shm://..", "shm://a\u0000b"})
    void addressesNobodyCanMeetAtAreRefused(String text) {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> transport.check(Endpoint.of(text), Use.BIND));
    }

    @Test
    void aPathThatIsTooLongIsRefusedWithItsLength() {
        assertThatExceptionOfType(InvalidEndpointException.class)
                .isThrownBy(() -> transport.check(Endpoint.of("shm:///" + "x".repeat(200)), Use.CONNECT))
                .withMessageContaining("201 bytes").withMessageContaining("at most " + Meeting.MOST_BYTES);
    }

    @Test
    void aNameIsAFileInTheUsersDirectory() throws IOException {
        String name = "meeting-test-" + ProcessHandle.current().pid();
        try (Listener listener = transport.bind(Endpoint.of("shm://" + name), SocketOptions.defaults())) {
            assertThat(listener.endpoint().address()).startsWith("/").endsWith("/" + name);
            transport.connect(Endpoint.of("shm://" + name), SocketOptions.defaults()).close();
        }
    }

    @Test
    void whatADeadProcessHasLeftIsTakenOver() throws IOException {
        Path path = directory.resolve("dead");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
        transport.bind(Endpoint.of("shm://" + path), SocketOptions.defaults()).close();
        assertThat(path).doesNotExist();
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Path path = Files.writeString(directory.resolve("mine"), "text");
        assertThatIOException().isThrownBy(() ->
                transport.bind(Endpoint.of("shm://" + path), SocketOptions.defaults()))
                .withMessageContaining("no socket");
        assertThat(path).hasContent("text");
    }

    @Test
    void capacitiesArePowersOfTwoWithinTheirRange() {
        assertThat(SocketOptions.defaults().with(SharedMemoryTransport.CAPACITY, 5000)
                .get(SharedMemoryTransport.CAPACITY)).isEqualTo(8192);
        for (int bytes : new int[] {0, -1, 1000, Integer.MAX_VALUE, (256 << 20) + 1}) {
            assertThatExceptionOfType(InvalidOptionException.class)
                    .isThrownBy(() -> SocketOptions.defaults().with(SharedMemoryTransport.CAPACITY, bytes))
                    .withMessageContaining("acme.sharedmemory.capacity");
        }
    }
}
