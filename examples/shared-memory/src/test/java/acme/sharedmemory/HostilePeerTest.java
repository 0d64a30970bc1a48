package acme.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Endpoint;
import zlink.api.SocketOptions;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;

/** Peers that share memory and do not keep to its rules. */
@Timeout(30)
class HostilePeerTest {

    private static final int CAPACITY = 64 << 10;

    @TempDir
    private Path directory;

    private Meeting meeting;
    private Listener listener;
    private SocketChannel channel; // the hostile peer's
    private SharedFile file;       // the same

    @BeforeEach
    void bind() throws IOException {
        Endpoint endpoint = Endpoint.of("shm://" + directory.resolve("meeting"));
        meeting = Meeting.at(endpoint);
        listener = new SharedMemoryTransport().bind(endpoint, SocketOptions.defaults());
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
        listener.close();
    }

    private Connection accepted(Path guest) throws IOException {
        channel.bind(UnixDomainSocketAddress.of(guest));
        channel.connect(UnixDomainSocketAddress.of(meeting.path()));
        return listener.accept().orElseThrow();
    }

    private Connection accepted() throws IOException {
        Path guest = meeting.nameForGuest();
        file = SharedFile.create(SharedFile.beside(guest), CAPACITY);
        return accepted(guest);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, CAPACITY + 1, 1L << 40, Long.MIN_VALUE})
    void bytesThatCannotBeThereAreAnError(long claimed) throws IOException {
        try (Connection connection = accepted()) {
            file.position(file.block(SharedFile.CONNECTING) + SharedFile.WRITTEN, claimed);
            assertThat(((Readiness.Doorbell) connection.readiness()).arm(Readiness.READ)).isEqualTo(Readiness.READ);
            assertThatIOException().isThrownBy(() -> connection.read(ByteBuffer.allocateDirect(16)))
                    .withMessageContaining("claims to have written " + claimed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, 1L << 40, Long.MIN_VALUE})
    void bytesThatCannotHaveBeenReadAreAnError(long claimed) throws IOException {
        try (Connection connection = accepted()) {
            file.position(file.block(SharedFile.CONNECTING) + SharedFile.READ, claimed);
            assertThatIOException().isThrownBy(() -> connection.write(ByteBuffer.allocateDirect(2 * CAPACITY)))
                    .withMessageContaining("claims to have read " + claimed);
        }
    }

    @Test
    void ourOwnPositionsAreNotTheirsToSet() throws IOException {
        try (Connection connection = accepted()) {
            file.position(file.block(SharedFile.ACCEPTING) + SharedFile.WRITTEN, 1L << 40);
            file.position(file.block(SharedFile.ACCEPTING) + SharedFile.READ, 1L << 40);
            assertThat(connection.write(ByteBuffer.allocateDirect(16))).isEqualTo(16);
            assertThat(file.position(file.block(SharedFile.ACCEPTING) + SharedFile.WRITTEN)).isEqualTo(16);
            assertThat(connection.read(ByteBuffer.allocateDirect(16))).isZero();
        }
    }

    @Test
    void ringsWithoutEndAreTakenAFewAtATime() throws IOException {
        try (Connection connection = accepted()) {
            channel.configureBlocking(false);
            while (channel.write(ByteBuffer.allocate(4096)) > 0) {
                assertThat(channel.isOpen()).isTrue(); // until the kernel takes no more
            }
            assertThat(((Readiness.Doorbell) connection.readiness()).arm(Readiness.READ)).isZero();
            assertThat(connection.read(ByteBuffer.allocateDirect(16))).isZero();
        }
    }

    @Test
    void whoeverHasNoNameIsRefusedWithTheReason() throws IOException {
        channel.connect(UnixDomainSocketAddress.of(meeting.path()));
        assertRefused(listener.accept().orElseThrow(), "no shm:// transport");
    }

    @Test
    void aNameFromElsewhereIsRefusedWithTheReason() throws IOException {
        assertRefused(accepted(directory.resolve("meeting.0123")), "no shm:// transport");
    }

    @Test
    void aGuestWithoutAFileIsRefusedWithTheReason() throws IOException {
        assertRefused(accepted(meeting.nameForGuest()), "refused at " + meeting);
    }

    /** Its writer would never be full enough to wait. */
    @Test
    void aRingThatIsTooSmallIsRefusedWithTheReason() throws IOException {
        Path guest = meeting.nameForGuest();
        SharedFile.create(SharedFile.beside(guest), 2);
        assertRefused(accepted(guest), "the shared file has 4100 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 4096, 8192, 4096 + 8192, 1 << 30})
    void aFileOfAnotherKindIsRefusedWithTheReason(int size) throws IOException {
        Path guest = meeting.nameForGuest();
        try (FileChannel raw = FileChannel.open(SharedFile.beside(guest), StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW)) {
            raw.write(ByteBuffer.allocate(Math.min(1, size)), Math.max(0, size - 1));
        }
        assertRefused(accepted(guest), "the shared file");
        assertThat(SharedFile.beside(guest)).doesNotExist();
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path elsewhere = Files.write(directory.resolve("elsewhere"), new byte[8192]);
        Path guest = meeting.nameForGuest();
        Files.createSymbolicLink(SharedFile.beside(guest), elsewhere);
        assertRefused(accepted(guest), "refused at " + meeting);
        assertThat(elsewhere).hasSize(8192);
    }

    private static void assertRefused(Connection refused, String why) throws IOException {
        try (refused) {
            assertThatIOException().isThrownBy(refused::shakeHands).withMessageContaining(why);
            assertThatIOException().isThrownBy(() -> refused.write(ByteBuffer.allocateDirect(1)));
            assertThat(refused.read(ByteBuffer.allocateDirect(1))).isEqualTo(-1);
        }
    }

    @Test
    void nobodyElseCanConnectOrLookIn() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(meeting.path()))).isEqualTo("rw-------");
        Path guest = meeting.nameForGuest();
        SharedFile.create(SharedFile.beside(guest), CAPACITY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(SharedFile.beside(guest))))
                .isEqualTo("rw-------");
    }

    @Test
    void filesHaveNoNameOnceBothSidesHaveThem() throws IOException {
        try (Connection client = new SharedMemoryTransport().connect(listener.endpoint(), SocketOptions.defaults())) {
            assertThat(client.finishConnect()).isTrue();
            assertThat(files()).as("before it is accepted").hasSize(2);
            listener.accept().orElseThrow().close();
            assertThat(files()).containsExactly(meeting.path());
        }
        new SharedMemoryTransport().connect(listener.endpoint(), SocketOptions.defaults()).close();
        assertThat(files()).as("after one that was never accepted").containsExactly(meeting.path());
        listener.close();
        assertThat(files()).isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }
}
