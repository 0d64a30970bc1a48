package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class ZlinkExceptionTest {
    @Test
    void hasOnlyFinalKindsThatArePublicAndUnchecked() {
        assertThat(ZlinkException.class.getPermittedSubclasses()).hasSize(10).allSatisfy(kind -> {
            assertThat(Modifier.isFinal(kind.getModifiers())).isTrue();
            assertThat(Modifier.isPublic(kind.getModifiers())).isTrue();
        });
        assertThat(RuntimeException.class).isAssignableFrom(ZlinkException.class);
    }

    @Test
    void unavailableEndpointIsNamed() {
        Endpoint endpoint = Endpoint.of("tcp://127.0.0.1:80");
        Exception cause = new Exception("why");
        assertThat(new EndpointUnavailableException(endpoint, "permission denied", cause))
                .hasMessage("tcp://127.0.0.1:80: permission denied").hasCause(cause)
                .extracting(EndpointUnavailableException::endpoint).isEqualTo(endpoint);
    }

    @Test
    void messageThatDoesNotFitNamesNeededAndAvailable() {
        MessageShapeException e = MessageShapeException.doesNotFit(100, 64);
        assertThat(e).hasMessageContaining("100 bytes").hasMessageContaining("64");
        assertThat(e.neededBytes()).hasValue(100);
        assertThat(new MessageShapeException("x").neededBytes()).isEmpty();
    }

    @Test
    void unreachableHostIsNamed() {
        HostUnreachableException e = new HostUnreachableException(RoutingId.of("worker-7"));
        assertThat(e).hasMessageContaining("\"worker-7\"").hasMessageContaining("ROUTER_MANDATORY");
        assertThat(e.routingId()).isEqualTo(RoutingId.of("worker-7"));
    }

    @Test
    void invalidOptionNamesOptionValueAndRangeInBoundedLength() {
        InvalidOptionException e = new InvalidOptionException("LINGER", "x".repeat(10_000), "zero or longer");
        assertThat(e.option()).isEqualTo("LINGER");
        assertThat(e.getMessage()).startsWith("LINGER = xxx").endsWith("…: allowed is zero or longer")
                .hasSizeLessThan(300);
    }

    @Test
    void othersKeepMessageAndCause() {
        Exception cause = new Exception();
        assertThat(new ClosedException("the socket is closed", cause)).hasMessage("the socket is closed")
                .hasCause(cause);
        assertThat(new LimitExceededException("1023 sockets")).hasMessage("1023 sockets").hasNoCause();
    }
}
