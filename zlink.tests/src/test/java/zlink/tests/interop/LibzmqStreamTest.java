package zlink.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.api.Message;
import zlink.api.RoutingId;
import zlink.api.SocketType;
import zlink.api.StreamSocket;

/** A STREAM socket and one of libzmq's: each is to the other what any program is. libzmq has it over tcp only. */
@ParameterizedClass
@CsvSource({"TCP, ZLINK", "TCP, PEER"})
class LibzmqStreamTest extends ForeignContract {
    private static final int LARGE = 1 << 20;

    @Override
    ForeignPeer peer() {
        return LibzmqPeer.shared();
    }

    @Test
    void bothSeeComingBytesAndGoing() {
        StreamSocket stream = context.stream();
        ForeignSocket foreign = meet(stream, SocketType.STREAM);
        List<byte[]> theirs = foreign.next();
        assertThat(theirs.get(1)).isEmpty();
        byte[] ours = theirs.get(0);
        Message coming = next(stream);
        RoutingId id = coming.routingId();
        assertThat(coming.size(1)).isZero();

        foreign.send(List.of(ours, bytes("hello")));
        assertThat(next(stream).text(1)).isEqualTo("hello");
        stream.send(id, new byte[LARGE]);
        for (int got = 0; got < LARGE; ) {
            List<byte[]> piece = foreign.next();
            assertThat(piece.get(0)).isEqualTo(ours);
            assertThat(piece.get(1).length).isPositive();
            got += piece.get(1).length;
        }

        stream.disconnect(id);
        List<byte[]> going = foreign.next();
        assertThat(going.get(0)).isEqualTo(ours);
        assertThat(going.get(1)).isEmpty();
        assertThat(next(stream).size(1)).isZero();
    }
}
