package zlink.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class PeerInfoTest {
    private static PeerInfo.Builder dealer() {
        return PeerInfo.builder(7).protocol("ZMTP/3.1").mechanism("NULL").localAddress("127.0.0.1:1")
                .remoteAddress("127.0.0.1:2").socketType(SocketType.DEALER).routingId(RoutingId.of("worker"))
                .property("Socket-Type", "DEALER".getBytes(UTF_8)).property("X-Blob", new byte[] {0, -1});
    }

    @Test
    void knowsWhatWasSet() {
        PeerInfo peer = dealer().build();
        assertThat(peer.connectionId()).isEqualTo(7);
        assertThat(peer.protocol()).isEqualTo("ZMTP/3.1");
        assertThat(peer.mechanism()).isEqualTo("NULL");
        assertThat(peer.localAddress()).isEqualTo("127.0.0.1:1");
        assertThat(peer.remoteAddress()).isEqualTo("127.0.0.1:2");
        assertThat(peer.socketType()).contains(SocketType.DEALER);
        assertThat(peer.routingId()).contains(RoutingId.of("worker"));
        assertThat(peer.propertyNames()).containsExactly("Socket-Type", "X-Blob");
    }

    @Test
    void knowsNothingThatWasNotSet() {
        PeerInfo peer = PeerInfo.builder(1).build();
        assertThat(peer.socketType()).isEmpty();
        assertThat(peer.routingId()).isEmpty();
        assertThat(peer.remoteAddress()).isEmpty();
        assertThat(peer.property("Socket-Type")).isEmpty();
        assertThat(peer.propertyNames()).isEmpty();
    }

    @Test
    void findsPropertiesWhateverTheirCase() {
        PeerInfo peer = dealer().build();
        assertThat(peer.textProperty("SOCKET-type")).contains("DEALER");
        assertThat(peer.property("x-blob")).hasValueSatisfying(value -> assertThat(value).containsExactly(0, -1));
        assertThat(peer.propertyNames().contains("x-BLOB")).isTrue();
    }

    @Test
    void keepsTheFirstOfTwoPropertiesOfOneName() {
        PeerInfo peer = PeerInfo.builder(1).property("X-a", new byte[] {1}).property("x-A", new byte[] {2}).build();
        assertThat(peer.property("X-A")).hasValueSatisfying(value -> assertThat(value).containsExactly(1));
        assertThat(peer.propertyNames()).containsExactly("X-a");
    }

    @Test
    void cannotBeChanged() {
        byte[] value = {1};
        PeerInfo.Builder builder = PeerInfo.builder(1).property("X-a", value);
        PeerInfo peer = builder.build();
        value[0] = 9;
        peer.property("X-a").orElseThrow()[0] = 9;
        builder.property("X-b", value);
        assertThat(peer.property("X-a")).hasValueSatisfying(kept -> assertThat(kept).containsExactly(1));
        assertThat(peer.property("X-b")).isEmpty();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> peer.propertyNames().remove("X-a"));
    }

    @Test
    void isEqualToOneOfTheSameContent() {
        assertThat(dealer().build()).isEqualTo(dealer().build()).hasSameHashCodeAs(dealer().build())
                .isNotEqualTo(dealer().property("X-c", new byte[0]).build())
                .isNotEqualTo(dealer().routingId(RoutingId.of("other")).build());
    }

    @Test
    void showsWhoItIsButNotTheValuesOfItsProperties() {
        assertThat(dealer().build()).hasToString("PeerInfo[connection 7, ZMTP/3.1 NULL, DEALER \"worker\", "
                + "127.0.0.1:1 <-> 127.0.0.1:2, properties [Socket-Type, X-Blob]]");
    }

    @Test
    void hasAConnectionNumberOfAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> PeerInfo.builder(0)).withMessageContaining("0");
    }

    @Test
    void refusesNull() {
        assertThatNullPointerException().isThrownBy(() -> PeerInfo.builder(1).socketType(null));
        assertThatNullPointerException().isThrownBy(() -> PeerInfo.builder(1).property("X-a", null));
        assertThatNullPointerException().isThrownBy(() -> dealer().build().property(null));
    }
}
