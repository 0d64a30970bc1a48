package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static zlink.tests.contract.OverEachTransport.awaitConnections;
import static zlink.tests.contract.OverEachTransport.nextText;
import static zlink.tests.contract.OverEachTransport.with;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.AddressRange;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.EndpointUnavailableException;
import zlink.api.InvalidEndpointException;
import zlink.api.MonitorEvent;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.Transport;

/** What only tcp has: names, wildcards of addresses, filters, the operating system's options. */
class TcpTest {
    private final Context context = Context.create(ContextOptions.defaults().withSocketDefaults(
            with(SocketOption.LINGER, Duration.ZERO).with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(10))));

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    private static String port(Endpoint endpoint) {
        return endpoint.toString().substring(endpoint.toString().lastIndexOf(':') + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://*:*", "tcp://0.0.0.0:*", "tcp://*:0", "tcp://localhost:*", "tcp://127.0.0.1:0"})
    void wildcardsResolveToSomethingToConnectTo(String wildcard) {
        PullSocket pull = context.pull();
        Endpoint endpoint = pull.bind(wildcard).endpoint();
        assertThat(Integer.parseInt(port(endpoint))).isPositive();

        PushSocket push = context.push();
        push.connect(endpoint);
        push.send("by the handle's endpoint");
        PushSocket other = context.push();
        other.connect("tcp://127.0.0.1:" + port(endpoint));
        other.send("by address");

        assertThat(OverEachTransport.nextTexts(pull, 2))
                .containsExactlyInAnyOrder("by the handle's endpoint", "by address");
    }

    @Test
    void namesAreResolved() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        push.connect("tcp://localhost:" + port(pull.bind("tcp://127.0.0.1:*").endpoint()));
        push.send("by name");
        assertThat(nextText(pull)).isEqualTo("by name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://*:", "tcp://localhost:"})
    void unbindTakesTheNameThatBindWasGiven(String withoutPort) {
        PullSocket pull = context.pull();
        Endpoint endpoint = Endpoint.of(withoutPort + port(Transport.TCP.free()));
        EndpointHandle handle = pull.bind(endpoint);
        assertThat(handle.endpoint()).as("resolved").isNotEqualTo(endpoint);

        pull.unbind(endpoint);

        assertThat(handle.isOpen()).isFalse();
        pull.bind(endpoint);
    }

    @Test
    void theFirstFreePortOfARangeIsBoundAndTheRangeCanBeUnbound() {
        PullSocket pull = context.pull();
        int first = Integer.parseInt(port(pull.bind("tcp://127.0.0.1:*").endpoint()));
        Endpoint range = Endpoint.of("tcp://127.0.0.1:" + first + "-" + Math.min(first + 50, 65_535));
        EndpointHandle handle = pull.bind(range);
        assertThat(Integer.parseInt(port(handle.endpoint()))).isGreaterThan(first);
        PushSocket push = context.push();
        push.connect(handle.endpoint());
        push.send("to the range");
        assertThat(nextText(pull)).isEqualTo("to the range");

        pull.unbind(range);

        assertThat(handle.isOpen()).isFalse();
        assertThatThrownBy(() -> push.connect(range)).isInstanceOf(InvalidEndpointException.class)
                .hasMessageContaining("a range of ports can be bound, not connected to");
        Endpoint taken = Endpoint.of("tcp://127.0.0.1:" + first + "-" + first);
        assertThatThrownBy(() -> pull.bind(taken)).isInstanceOf(EndpointUnavailableException.class)
                .hasMessageContaining(taken.toString());
    }

    @Test
    void nameThatDoesNotResolveIsRetriedAndHoldsUpNobody() {
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        push.connect("tcp://no-such-host.invalid:5555");
        PullSocket pull = context.pull();
        push.connect(pull.bind("tcp://127.0.0.1:*").endpoint());
        awaitConnections(push, 1);
        assertThat(log.await(MonitorEvent.ConnectRetried.class).detail()).isNotBlank();
    }

    @Test
    void addressesOfIpv6WorkIfAskedFor() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            assumeTrue(probe.isBound());
        } catch (IOException e) {
            assumeTrue(false, "no IPv6 loopback here: " + e);
        }
        PullSocket pull = context.pull(with(SocketOption.IPV6, true));
        PushSocket push = context.push(with(SocketOption.IPV6, true));
        push.connect(pull.bind("tcp://[::1]:*").endpoint());
        push.send("by IPv6");
        assertThat(nextText(pull)).isEqualTo("by IPv6");
    }

    @Test
    void peersOutsideTheFilterAreNotLetIn() {
        PullSocket closed = context.pull(with(SocketOption.TCP_ACCEPT_FILTER, List.of(AddressRange.of("10.0.0.0/8"))));
        PullSocket open = context.pull(with(SocketOption.TCP_ACCEPT_FILTER,
                List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("127.0.0.0/8"))));
        PushSocket push = context.push();
        PushSocket refused = context.push();
        MonitorLog log = MonitorLog.of(refused);
        refused.connect(closed.bind("tcp://127.0.0.1:*").endpoint());
        push.connect(open.bind("tcp://127.0.0.1:*").endpoint());

        push.send("let in");

        assertThat(nextText(open)).isEqualTo("let in");
        log.await(MonitorEvent.HandshakeFailed.class);
        assertThat(closed.statistics().connections()).isZero();
    }

    @Test
    void optionsOfTheOperatingSystemMayAllBeSet() {
        SocketOptions options = with(SocketOption.SEND_BUFFER, 100_000)
                .with(SocketOption.RECEIVE_BUFFER, 100_000)
                .with(SocketOption.TCP_KEEPALIVE, true)
                .with(SocketOption.TCP_KEEPALIVE_COUNT, 5)
                .with(SocketOption.TCP_KEEPALIVE_IDLE, Duration.ofSeconds(60))
                .with(SocketOption.TCP_KEEPALIVE_INTERVAL, Duration.ofSeconds(5))
                .with(SocketOption.TYPE_OF_SERVICE, 0x28)
                .with(SocketOption.BACKLOG, 5)
                .with(SocketOption.CONNECT_TIMEOUT, Duration.ofSeconds(5));
        PullSocket pull = context.pull(options);
        PushSocket push = context.push(options);
        push.connect(pull.bind("tcp://127.0.0.1:*").endpoint());
        push.send("with all options");
        assertThat(nextText(pull)).isEqualTo("with all options");
    }

    @Test
    void anAttemptEndsAtTheConnectTimeout() throws IOException {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket neverAccepts = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assumeTrue(fill(neverAccepts, waiting), "this system connects however many wait to be accepted");
            PushSocket push = context.push(with(SocketOption.CONNECT_TIMEOUT, Duration.ofMillis(50)));
            MonitorLog log = MonitorLog.of(push);
            push.connect("tcp://127.0.0.1:" + neverAccepts.getLocalPort());
            assertThat(log.await(MonitorEvent.ConnectRetried.class).detail()).isEqualTo("not connected within 50 ms");
            assertThat(log.events(MonitorEvent.Connected.class)).isEmpty();
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    /** Connects until a connection is no longer established at once, as over the loopback it otherwise is. */
    private static boolean fill(ServerSocket listener, List<SocketChannel> waiting) throws IOException {
        for (int i = 0; i < 20; i++) {
            SocketChannel channel = SocketChannel.open();
            waiting.add(channel);
            channel.configureBlocking(false);
            if (!channel.connect(listener.getLocalSocketAddress()) && !channel.finishConnect()) {
                return true;
            }
        }
        return false;
    }

    @Test
    void socketDoesNotConnectToItself() {
        PushSocket push = context.push(with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(1)));
        Endpoint endpoint = Transport.TCP.free();
        push.connect(endpoint);
        MonitorLog log = MonitorLog.of(push);
        for (int i = 0; i < 50; i++) {
            log.await(MonitorEvent.ConnectRetried.class);
        }
        assertThat(push.statistics().connections()).isZero();
    }
}
