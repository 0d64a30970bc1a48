package zlink.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import zlink.api.SocketOptions;
import zlink.transport.contract.MemoryConnection;
import zlink.transport.spi.Connection;

/**
 * Two ends of TLS over a stream in memory, after they have shaken hands or failed to.
 *
 * @param carriers the stream's ends, the client's first
 * @param clientFailure why the client gave up, if it did
 * @param serverFailure why the server gave up, if it did
 */
record Meeting(Connection client, Connection server, MemoryConnection[] carriers, Optional<IOException> clientFailure,
        Optional<IOException> serverFailure) {

    private static final int TURNS = 10_000;

    static Meeting of(SocketOptions client, SocketOptions server) throws IOException {
        return of("localhost", client, server);
    }

    static Meeting of(String host, SocketOptions client, SocketOptions server) throws IOException {
        return of(TlsClient.of(host, 5555, client), TlsServer.of(server));
    }

    static Meeting of(TlsClient from, TlsServer to) throws IOException {
        MemoryConnection[] carriers = MemoryConnection.pair(1 << 17);
        Connection client = from.over(carriers[0]);
        Connection server = to.over(carriers[1]);
        Attempt one = new Attempt(client);
        Attempt other = new Attempt(server);
        for (int turn = 0; turn < TURNS && !(one.isOver() && other.isOver()); turn++) {
            one.goOn();
            other.goOn();
        }
        assertThat(one.isOver() && other.isOver()).as("an end, well or not").isTrue();
        return new Meeting(client, server, carriers, one.failure, other.failure);
    }

    /** Both are content. */
    Meeting succeeded() throws IOException {
        assertThat(clientFailure).isEmpty();
        assertThat(serverFailure).isEmpty();
        assertThat(exchange(client, server)).isEqualTo("hello");
        assertThat(exchange(server, client)).isEqualTo("hello");
        return this;
    }

    static String exchange(Connection from, Connection to) throws IOException {
        assertThat(from.write(ByteBuffer.allocateDirect(5).put("hello".getBytes()).flip())).isEqualTo(5);
        assertThat(from.flush()).isTrue();
        ByteBuffer target = ByteBuffer.allocateDirect(100);
        to.read(target);
        byte[] received = new byte[target.flip().remaining()];
        target.get(received);
        return new String(received);
    }

    String clientMessage() {
        return clientFailure.orElseThrow().getMessage();
    }

    String serverMessage() {
        return serverFailure.orElseThrow().getMessage();
    }

    /** One end: shakes hands until it is done or fails; once done, it listens until the other one is. */
    private static final class Attempt {
        private final Connection connection;
        private boolean shaken;
        private int reads;
        private Optional<IOException> failure = Optional.empty();

        Attempt(Connection connection) {
            this.connection = connection;
        }

        boolean isOver() {
            return failure.isPresent() || reads > 3;
        }

        void goOn() {
            if (failure.isPresent()) {
                return;
            }
            try {
                if (shaken) {
                    reads++;
                    connection.read(ByteBuffer.allocateDirect(10));
                    connection.flush();
                } else {
                    shaken = connection.shakeHands() == 0;
                }
            } catch (IOException e) {
                failure = Optional.of(e);
                connection.close();
            }
        }
    }
}
