package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.InvalidEndpointException;
import zlink.api.InvalidOptionException;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOptions;
import zlink.transport.Transports;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;
import zlink.transport.spi.TransportProvider;

/** A transport that a program hands to its context. */
class GivenTransportTest {

    @Test
    void itsSchemeWorksInThatContextAndInNoOther() {
        ContextOptions options = ContextOptions.defaults().withTransports(new Renamed("mine"));
        try (Context context = Context.create(options); Context other = Context.create()) {
            PullSocket pull = context.pull();
            PushSocket push = context.push();
            EndpointHandle bound = pull.bind("mine://127.0.0.1:*");
            assertThat(bound.endpoint().scheme()).isEqualTo("mine");
            push.connect(bound.endpoint());
            push.send("by my own transport");
            assertThat(OverEachTransport.nextText(pull)).isEqualTo("by my own transport");
            PushSocket beside = context.push();
            beside.connect(pull.bind("tcp://127.0.0.1:*").endpoint());
            beside.send("by tcp");
            assertThat(OverEachTransport.nextText(pull)).isEqualTo("by tcp");
            assertThatThrownBy(() -> other.pull().bind("mine://127.0.0.1:*"))
                    .isInstanceOf(InvalidEndpointException.class).hasMessageContaining("no transport for mine://");
        }
    }

    @Test
    void itMayNotServeWhatIsServedAlready() {
        assertThatThrownBy(() -> Context.create(ContextOptions.defaults().withTransports(new Renamed("tcp"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("two transports for tcp://", Renamed.class.getName(), "TcpTransport");
        assertThatThrownBy(() -> Context.create(ContextOptions.defaults().withTransports(new Renamed("inproc"))))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining(Renamed.class.getName());
        assertThatThrownBy(() -> Context.create(ContextOptions.defaults().withTransports(() -> "only-a-name")))
                .isInstanceOf(InvalidOptionException.class).hasMessageContaining("TransportProvider");
    }

    /** tcp by another name. */
    private record Renamed(String scheme) implements TransportProvider {

        private static final TransportProvider TCP = Transports.installed().serving(Endpoint.of("tcp://127.0.0.1:1"));

        private static Endpoint tcp(Endpoint endpoint) {
            return Endpoint.of("tcp://" + endpoint.address());
        }

        @Override
        public void check(Endpoint endpoint, Use use) {
            TCP.check(tcp(endpoint), use);
        }

        @Override
        public Listener bind(Endpoint endpoint, SocketOptions options) throws IOException {
            return new RenamedListener(scheme, TCP.bind(tcp(endpoint), options));
        }

        @Override
        public Connection connect(Endpoint endpoint, SocketOptions options) throws IOException {
            return TCP.connect(tcp(endpoint), options);
        }
    }

    private record RenamedListener(String scheme, Listener listener) implements Listener {
        @Override
        public Endpoint endpoint() {
            return Endpoint.of(scheme + "://" + listener.endpoint().address());
        }

        @Override
        public Optional<Connection> accept() throws IOException {
            return listener.accept();
        }

        @Override
        public Readiness readiness() {
            return listener.readiness();
        }

        @Override
        public void close() {
            listener.close();
        }
    }
}
