package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Context;
import zlink.api.EndpointUnavailableException;
import zlink.api.InvalidEndpointException;
import zlink.api.PullSocket;
import zlink.api.PushSocket;

/** Addresses that cannot be: a specific exception, and a socket that goes on. */
class BadEndpointsTest {
    private final Context context = Context.create();
    private final PullSocket pull = context.pull();
    private final PushSocket push = context.push();

    @AfterEach
    void everythingStillWorks() {
        push.connect(pull.bind("tcp://127.0.0.1:*").endpoint());
        push.send("still here");
        assertThat(OverEachTransport.nextText(pull)).isEqualTo("still here");
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp", "tcp:", "tcp:/127.0.0.1:1", "://127.0.0.1:1", "tcp://", "TCP://127.0.0.1:1",
        "1tcp://a", "t p://a", "tcp://127.0.0.1:\u0007", "tcp://127.0.0.1", "tcp://127.0.0.1:", "tcp://127.0.0.1:x",
        "tcp://127.0.0.1:65536", "tcp://127.0.0.1:-1", "tcp://:5555", "tcp://[::1:5555", "tcp://127.0.0.1:1:2",
        "inproc://", "ipc://"})
    void malformedEndpointsAreRefusedByBindAndConnect(String endpoint) {
        assertThatThrownBy(() -> pull.bind(endpoint)).isInstanceOf(InvalidEndpointException.class);
        assertThatThrownBy(() -> push.connect(endpoint)).isInstanceOf(InvalidEndpointException.class);
        assertThat(pull.endpoints()).isEmpty();
        assertThat(push.endpoints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "tcp://*:5555", "ipc://*"})
    void wildcardsAreNothingToConnectTo(String endpoint) {
        assertThatThrownBy(() -> push.connect(endpoint)).isInstanceOf(InvalidEndpointException.class)
                .hasMessageContaining(endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"norm://127.0.0.1:5555", "pgm://a", "udp://127.0.0.1:5555", "http://example.org"})
    void unknownSchemeIsAnsweredWithTheKnownOnes(String endpoint) {
        assertThatThrownBy(() -> pull.bind(endpoint)).isInstanceOf(InvalidEndpointException.class)
                .hasMessageContainingAll(endpoint.substring(0, endpoint.indexOf(':')), "tcp", "ipc", "inproc");
        assertThatThrownBy(() -> push.connect(endpoint)).isInstanceOf(InvalidEndpointException.class)
                .hasMessageContainingAll(endpoint.substring(0, endpoint.indexOf(':')), "tcp", "ipc", "inproc");
    }

    @Test
    void addressOfAnotherMachineCannotBeBound() {
        assertThatThrownBy(() -> pull.bind("tcp://192.0.2.1:5555")).isInstanceOf(EndpointUnavailableException.class)
                .hasMessageContaining("tcp://192.0.2.1:5555");
        assertThat(pull.endpoints()).isEmpty();
    }

    @Test
    void pathThatDoesNotExistCannotBeBound() {
        assertThatThrownBy(() -> pull.bind("ipc:///no/such/directory/socket"))
                .isInstanceOf(EndpointUnavailableException.class)
                .hasMessageContaining("/no/such/directory/socket");
    }

    @Test
    void pathLongerThanTheOperatingSystemTakesIsRefused() {
        String endpoint = "ipc:///tmp/" + "x".repeat(200);
        assertThatThrownBy(() -> pull.bind(endpoint))
                .isInstanceOfAny(InvalidEndpointException.class, EndpointUnavailableException.class);
        assertThatThrownBy(() -> push.connect(endpoint))
                .isInstanceOfAny(InvalidEndpointException.class, EndpointUnavailableException.class);
    }

    @Test
    void nameThatDoesNotResolveIsTriedInTheBackground() {
        push.connect("tcp://no-such-host.invalid:5555");
        assertThat(push.endpoints()).hasSize(1);
        push.endpoints().get(0).close();
    }
}
