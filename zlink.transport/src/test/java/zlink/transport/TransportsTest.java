package zlink.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.api.InvalidOptionException;
import zlink.api.SocketOptions;
import zlink.api.spi.Transport;
import zlink.transport.ipc.IpcTransport;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider;
import zlink.transport.tcp.TcpTransport;

class TransportsTest {

    @Test
    void theBuiltInTransportsAreInstalled() {
        Transports installed = Transports.installed();
        assertThat(installed.schemes()).containsExactly("ipc", "tcp", "tls", "ws", "wss");
        assertThat(installed.serving(Endpoint.of("tcp://host:1"))).isInstanceOf(TcpTransport.class);
        assertThat(installed.serving(Endpoint.of("ipc://*"))).isInstanceOf(IpcTransport.class);
    }

    @Test
    void anUnknownSchemeIsAnsweredByTheKnownOnes() {
        assertThatThrownBy(() -> Transports.of(new TcpTransport(), new IpcTransport()).serving(Endpoint.of("norm://x")))
                .isInstanceOf(InvalidEndpointException.class)
                .hasMessage("no transport for norm://, known: [ipc, tcp]");
    }

    @Test
    void reservedSchemesAreKnownButNotServed() {
        Transports transports = Transports.of(new TcpTransport()).reserving("inproc").reserving("test");
        assertThat(transports.schemes()).containsExactly("inproc", "tcp", "test");
        assertThat(transports.isReserved("inproc")).isTrue();
        assertThat(transports.isReserved("tcp")).isFalse();
        assertThatThrownBy(() -> transports.serving(Endpoint.of("norm://x")))
                .hasMessage("no transport for norm://, known: [inproc, tcp, test]");
        assertThatThrownBy(() -> transports.serving(Endpoint.of("inproc://x")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("inproc");
    }

    @Test
    void aTransportForAReservedSchemeIsAnError() {
        assertThatThrownBy(() -> Transports.of(new TcpTransport()).reserving("tcp"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining(TcpTransport.class.getName());
    }

    @Test
    void twoTransportsForOneSchemeAreAnErrorNamingBoth() {
        assertThatThrownBy(() -> Transports.of(new TcpTransport(), new Fake(() -> "tcp")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tcp://").hasMessageContaining(TcpTransport.class.getName())
                .hasMessageContaining(Fake.class.getName());
    }

    @Test
    void whatTheUserGivesIsUsedBesideWhatIsInstalled() {
        TcpTransport given = new TcpTransport();
        Transports transports = Transports.found(ContextOptions.defaults().withTransports(given)
                .withTransports(new Fake(() -> "fake+1.x"))
                .withTransportsFrom(getClass().getClassLoader()).withTransportsFrom(ModuleLayer.boot()));
        assertThat(transports.schemes()).containsExactly("fake+1.x", "ipc", "tcp", "tls", "ws", "wss");
        assertThat(transports.serving(Endpoint.of("tcp://host:1"))).as("not the installed one").isSameAs(given);
        assertThat(transports.serving(Endpoint.of("fake+1.x://a"))).isInstanceOf(Fake.class);
    }

    @Test
    void whatTheUserGivesCollidesLikeWhatIsInstalled() {
        Fake tcp = new Fake(() -> "tcp");
        assertThatThrownBy(() -> Transports.found(ContextOptions.defaults().withTransports(tcp)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("two transports for tcp://: " + Fake.class.getName() + " of module zlink.transport and "
                        + TcpTransport.class.getName() + " of module zlink.transport");
        assertThatThrownBy(() -> Transports.of(new Fake(() -> "x"), new Fake(() -> "x")))
                .as("twice the same class is two transports if both were given")
                .isInstanceOf(IllegalStateException.class).hasMessageStartingWith("two transports for x://: ");
    }

    @Test
    void whatTheUserGivesMustBeATransport() {
        Transport none = () -> "none";
        assertThatThrownBy(() -> Transports.found(ContextOptions.defaults().withTransports(none)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining(none.getClass().getName()).hasMessageContaining("TransportProvider");
        for (String scheme : List.of("", "Tcp", "a://", "1a", "a b")) {
            assertThatThrownBy(() -> Transports.of(new Fake(() -> scheme))).isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining(Fake.class.getName() + " tells \"" + scheme + "\"");
        }
    }

    @Test
    void aTransportThatCannotBeLoadedTakesNoOtherDownAndIsMentioned() {
        Transports transports = Transports.loaded(made(List.of(
                TcpTransport::new,
                () -> {
                    throw new ServiceConfigurationError("acme.Broken could not be instantiated",
                            new UnsatisfiedLinkError("no acme"));
                },
                () -> {
                    throw new NoClassDefFoundError("acme/Missing");
                },
                () -> new Fake(() -> {
                    throw new IllegalStateException("nameless");
                }),
                () -> new Fake(() -> null),
                () -> new Fake(() -> "NoScheme"),
                IpcTransport::new)));
        assertThat(transports.schemes()).containsExactly("ipc", "tcp");
        assertThatThrownBy(() -> transports.reserving("inproc").serving(Endpoint.of("acme://x")))
                .isInstanceOf(InvalidEndpointException.class)
                .hasMessageStartingWith("no transport for acme://, known: [inproc, ipc, tcp]; not loaded: ")
                .hasMessageContaining("acme.Broken could not be instantiated (java.lang.UnsatisfiedLinkError: no acme)")
                .hasMessageContaining("acme/Missing")
                .hasMessageContaining(Fake.class.getName() + " tells no scheme")
                .hasMessageContaining("nameless").hasMessageContaining("tells \"NoScheme\"");
    }

    @Test
    void endlessFailuresEnd() {
        Transports transports = Transports.loaded(new Iterator<>() {
            @Override
            public boolean hasNext() {
                throw new ServiceConfigurationError("unreadable");
            }

            @Override
            public TransportProvider next() {
                throw new AssertionError();
            }
        });
        assertThat(transports.schemes()).isEmpty();
    }

    /** Makes each provider when it is asked for, as a service loader does. */
    private static Iterator<TransportProvider> made(List<Supplier<TransportProvider>> suppliers) {
        Iterator<Supplier<TransportProvider>> remaining = suppliers.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return remaining.hasNext();
            }

            @Override
            public TransportProvider next() {
                return remaining.next().get();
            }
        };
    }

    /** Serves nothing; says that it serves a scheme. */
    private record Fake(Supplier<String> saysScheme) implements TransportProvider {
        @Override
        public String scheme() {
            return saysScheme.get();
        }

        @Override
        public void check(Endpoint endpoint, Use use) {
            throw new AssertionError();
        }

        @Override
        public Listener bind(Endpoint endpoint, SocketOptions options) {
            throw new AssertionError();
        }

        @Override
        public Connection connect(Endpoint endpoint, SocketOptions options) {
            throw new AssertionError();
        }
    }
}
