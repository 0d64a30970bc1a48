package zlink.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zlink.api.SocketOptions;

@Timeout(60)
class RecordBuffersTest {

    private static final int RECORD = 17_000;

    private final RecordBuffers buffers = new RecordBuffers(2);

    @Test
    void whatCameBackIsLentAgainEmpty() {
        ByteBuffer first = buffers.take(RECORD);
        assertThat(first.isDirect()).isTrue();
        buffers.give(first.position(5).limit(6));
        assertThat(buffers.waiting()).isEqualTo(1);
        assertThat(buffers.take(RECORD)).isSameAs(first);
        assertThat(first.remaining()).isEqualTo(RecordBuffers.CAPACITY);
        assertThat(buffers.waiting()).isZero();
    }

    @Test
    void noMoreWaitThanThereArePlaces() {
        List<ByteBuffer> taken = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            taken.add(buffers.take(RECORD));
        }
        Set<ByteBuffer> different = Collections.newSetFromMap(new IdentityHashMap<>());
        different.addAll(taken);
        assertThat(different).hasSize(5);
        taken.forEach(buffers::give);
        assertThat(buffers.waiting()).isEqualTo(2);
    }

    @Test
    void largerRecordsThanTlsHasGetBuffersOfTheirOwn() {
        ByteBuffer large = buffers.take(100_000);
        assertThat(large.capacity()).isGreaterThanOrEqualTo(200_000);
        buffers.give(large);
        assertThat(buffers.waiting()).isZero();
    }

    @Test
    void idleConnectionsHoldNone() throws IOException {
        SocketOptions client = Certificates.shared().trusting("authority");
        TlsServer server = TlsServer.of(Certificates.shared().as("server"));
        List<Meeting> idle = new ArrayList<>();
        idle.add(Meeting.of(TlsClient.of("localhost", 3, client), server).succeeded());
        int waiting = RecordBuffers.SHARED.waiting();
        assertThat(waiting).isPositive();
        for (int i = 0; i < 2 * waiting + 10; i++) { // more than wait: they would have been used up
            idle.add(Meeting.of(TlsClient.of("localhost", 3, client), server).succeeded());
        }
        assertThat(RecordBuffers.SHARED.waiting()).isEqualTo(waiting);
        assertThat(idle).hasSize(2 * waiting + 11); // and all of them are still there
    }
}
