package zlink.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubprotocolTest {

    @Test
    void theMechanismStandsBehindTheSlash() {
        assertThat(Subprotocol.of("ZWS2.0/CURVE")).isEqualTo(new Subprotocol("ZWS2.0/CURVE", "CURVE", true));
        assertThat(Subprotocol.of("ZWS2.0")).isEqualTo(new Subprotocol("ZWS2.0", "NULL", false));
        assertThat(Subprotocol.TEXTS).containsExactly("ZWS2.0/NULL", "ZWS2.0");
    }
}
