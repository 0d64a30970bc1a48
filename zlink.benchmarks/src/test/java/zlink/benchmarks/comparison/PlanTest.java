package zlink.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Task;

class PlanTest {
    private static final List<Peer> PEERS = List.of(Peer.ZLINK, Peer.JEROMQ, Peer.LIBZMQ);

    @Test
    void everyRoundBeginsWithAnotherPeer() {
        assertThat(Plan.turns(PEERS, 1)).containsExactly(Peer.ZLINK, Peer.JEROMQ, Peer.LIBZMQ);
        assertThat(Plan.turns(PEERS, 2)).containsExactly(Peer.JEROMQ, Peer.LIBZMQ, Peer.ZLINK);
        assertThat(Plan.turns(PEERS, 4)).isEqualTo(PEERS);
    }

    @Test
    void formsOfReceivingAreNotMeasuredAtRates() {
        assertThat(Plan.takesPart(Peer.ZLINK_HANDLER, Task.at(10_000))).isFalse();
        assertThat(Plan.takesPart(Peer.ZLINK_HANDLER, Task.ECHO)).isTrue();
        assertThat(Plan.takesPart(Peer.ZLINK, Task.at(10_000))).isTrue();
        assertThat(Plan.takesPart(Peer.NIO, Task.at(10_000))).isTrue();
    }
}
