package zlink.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskTest {

    @Test
    void saysWhatIsMeasured() {
        assertThat(Task.THROUGHPUT).hasToString("throughput");
        assertThat(Task.ECHO).hasToString("echo");
        assertThat(Task.at(10_000)).hasToString("at 10 k/s");
        assertThat(Task.at(1_000_000)).hasToString("at 1 M/s");
        assertThat(Task.at(1_500)).hasToString("at 1500/s");
    }

    @Test
    void setupsSayWhatIsNotUsual() {
        Cell cell = new Cell(Pattern.PUSHPULL, Transport.IPC, 4_096);

        assertThat(new Setup(cell, 1, 1_000)).hasToString("PUSHPULL ipc 4 KiB, HWM 1000");
        assertThat(new Setup(cell, 8, 0)).hasToString("PUSHPULL ipc 4 KiB, 8 pairs, HWM unbounded");
    }

    @Test
    void peersSayWhatTheyDoNotHave() {
        assertThat(Peer.JEROMQ.lack(Transport.IPC)).isPresent();
        assertThat(Peer.JEROMQ.lack(Transport.TCP)).isEmpty();
        assertThat(Peer.NIO.lack(Transport.INPROC)).isPresent();
        assertThat(Peer.ZLINK.lack(Transport.INPROC)).isEmpty();
    }
}
