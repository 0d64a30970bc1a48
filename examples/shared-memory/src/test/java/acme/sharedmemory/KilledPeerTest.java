package acme.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zlink.api.Endpoint;
import zlink.api.SocketOptions;
import zlink.transport.contract.End;
import zlink.transport.contract.Pair;
import zlink.transport.spi.Listener;

/** A process that connects, writes and is killed: what it has written is read, then comes the end. */
@Timeout(60)
class KilledPeerTest {

    private static final int WRITTEN = 1000;

    @TempDir
    private Path directory;

    private Listener listener;
    private Process peer;
    private End end;

    /** The other process: connects, writes so many bytes and is idle. */
    static final class Peer {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            End end = new End(new SharedMemoryTransport().connect(Endpoint.of(arguments[0]),
                    SocketOptions.defaults()));
            end.send(ByteBuffer.allocateDirect(WRITTEN));
            end.awaitReadable();
        }
    }

    @BeforeEach
    void start() throws Exception {
        listener = new SharedMemoryTransport().bind(Endpoint.of("shm://" + directory.resolve("killed")),
                SocketOptions.defaults());
        peer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Peer.class.getName(), listener.endpoint().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        end = Pair.accept(listener);
    }

    @AfterEach
    void close() {
        end.close();
        listener.close();
        peer.destroyForcibly();
    }

    private void kill() throws InterruptedException {
        peer.destroyForcibly();
        assertThat(peer.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoWaitsIsToldAfterTheLastByte() throws Exception {
        end.receive(1);
        kill();
        end.receive(WRITTEN - 1);
        assertThat(end.endsNext()).isTrue();
    }

    @Test
    void whoPollsAndNeverWaitsFindsOut() throws Exception {
        end.receive(WRITTEN);
        kill();
        ByteBuffer target = ByteBuffer.allocateDirect(1);
        int taken = 0;
        while (taken == 0) { // until the test's time is up
            taken = end.connection().read(target);
        }
        assertThat(taken).isEqualTo(-1);
    }

    @Test
    void whoWaitsForRoomIsTold() throws Exception {
        ByteBuffer full = ByteBuffer.allocateDirect(SharedMemoryTransport.CAPACITY.defaultValue().orElseThrow() * 2);
        while (end.connection().write(full) > 0) {
            assertThat(full.hasRemaining()).isTrue();
        }
        kill();
        end.awaitWritable();
        assertThatIOException().isThrownBy(() -> end.connection().write(full));
    }
}
