package zlink.transport.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.api.SocketOptions;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider.Use;

/** How connections come about: bind, connect, accept, and what is refused. */
@Timeout(60) // seconds; single waits give up after half of it, saying what for
public abstract class ConnectContract {

    private static final int CONNECTS = 10_000;
    private static final int COSTLY_CONNECTS = 2_000;
    private static final int AT_ONCE = 500; // both ends are in this process: a thousand descriptors

    protected abstract TransportFixture transport();

    /** For very many connections: with options that make one cheap, if there are such. */
    protected TransportFixture transportForMany() {
        return transport();
    }

    /** Whether one connection costs so much that two thousand of them have to do. */
    protected boolean connectingIsCostly() {
        return false;
    }

    @Test
    public void aWildcardIsResolved() throws Exception {
        Endpoint wildcard = transport().wildcard();
        try (Listener first = transport().bind(wildcard); Listener second = transport().bind(wildcard)) {
            assertThat(first.endpoint()).isNotEqualTo(wildcard).isNotEqualTo(second.endpoint());
            transport().provider().check(first.endpoint(), Use.CONNECT);
            transport().provider().check(first.endpoint(), Use.BIND);
            try (Pair pair = Pair.connected(transport(), first, SocketOptions.defaults())) {
                pair.client().send(6);
                assertThat(pair.server().receive(1)).containsExactly(6);
            }
        }
    }

    @Test
    public void endpointsAreOfTheProvidersScheme() throws Exception {
        try (Listener listener = transport().bind()) {
            assertThat(listener.endpoint().scheme()).isEqualTo(transport().provider().scheme());
        }
    }

    @Test
    public void aWildcardCannotBeConnectedTo() {
        transport().provider().check(transport().wildcard(), Use.BIND);
        assertThatThrownBy(() -> transport().provider().check(transport().wildcard(), Use.CONNECT))
                .isInstanceOf(InvalidEndpointException.class).hasMessageContaining("wildcard");
        assertThatThrownBy(() -> transport().connect(transport().wildcard()))
                .isInstanceOf(InvalidEndpointException.class);
    }

    @Test
    public void bothEndsTalk() throws Exception {
        try (Pair pair = Pair.establish(transport())) {
            pair.client().send(1, 2, 3);
            assertThat(pair.server().receive(3)).containsExactly(1, 2, 3);
            pair.server().send(4);
            assertThat(pair.client().receive(1)).containsExactly(4);
        }
    }

    @Test
    public void acceptIsEmptyWhileNobodyWaits() throws Exception {
        try (Listener listener = transport().bind()) {
            assertThat(listener.accept()).isEmpty();
            try (Pair pair = Pair.connected(transport(), listener, SocketOptions.defaults())) {
                assertThat(listener.accept()).isEmpty();
                assertThat(pair.server().connection().finishConnect()).isTrue();
            }
        }
    }

    @Test
    public void finishConnectStaysTrue() throws Exception {
        try (Pair pair = Pair.establish(transport())) {
            assertThat(pair.client().connection().finishConnect()).isTrue();
            assertThat(pair.server().connection().finishConnect()).isTrue();
        }
    }

    @Test
    public void addressesAreKnownOnBothEndsEvenWhenClosed() throws Exception {
        Pair pair = Pair.establish(transport());
        pair.close();
        assertThat(pair.client().connection().remoteAddress()).isEqualTo(pair.server().connection().localAddress())
                .isNotEmpty();
        assertThat(pair.server().connection().remoteAddress()).isEqualTo(pair.client().connection().localAddress());
    }

    @Test
    public void peerPropertiesNeverFail() throws Exception {
        Pair pair = Pair.establish(transport());
        assertThat(pair.server().connection().peerProperties()).doesNotContainValue("");
        pair.close();
        assertThat(pair.server().connection().peerProperties()).isNotNull();
    }

    @Test
    public void connectingWhereNobodyListensFailsNamingTheEndpoint() throws Exception {
        Endpoint vacant = transport().vacant();
        assertThatIOException().isThrownBy(() -> {
            try (End end = new End(transport().connect(vacant))) {
                end.awaitConnected();
            }
        }).withMessageContaining(vacant.toString());
    }

    @Test
    public void bindingATakenEndpointFailsNamingItAndHarmsNobody() throws Exception {
        try (Listener first = transport().bind()) {
            assertThatIOException().isThrownBy(() -> transport().bind(first.endpoint()))
                    .withMessageContaining(first.endpoint().toString()).withMessageContaining("in use");
            try (Crew crew = new Crew(); End client = new End(transport().connect(first.endpoint()))) {
                Future<Void> sending = crew.start(() -> {
                    client.awaitConnected();
                    client.awaitShaken();
                    client.send(7);
                });
                assertThat(firstByteOfSomebody(first)).isEqualTo(7);
                crew.join(sending);
            }
        }
    }

    /** A transport may have knocked, to find out whether somebody listens; such a connection ends at once. */
    private static int firstByteOfSomebody(Listener listener) throws IOException, InterruptedException {
        Deadline deadline = Deadline.waitingFor("somebody who has something to say");
        ByteBuffer target = ByteBuffer.allocateDirect(1);
        while (deadline.remainingNs() > 0) {
            try (End server = Pair.accept(listener)) {
                if (shakes(server) && server.receive(target)) {
                    break;
                }
            }
        }
        return target.get(0);
    }

    private static boolean shakes(End server) throws InterruptedException {
        try {
            server.awaitShaken();
            return true;
        } catch (IOException endedAtOnce) {
            return false;
        }
    }

    @Test
    public void aClosedEndpointCanBeBoundAgain() throws Exception {
        Endpoint endpoint;
        try (Pair pair = Pair.establish(transport())) {
            endpoint = pair.listener().endpoint();
            pair.server().close(); // the end that closes first keeps the address busy longest
        }
        for (int i = 0; i < 3; i++) {
            try (Listener again = transport().bind(endpoint);
                    Pair pair = Pair.connected(transport(), again, SocketOptions.defaults())) {
                assertThat(again.endpoint()).isEqualTo(endpoint);
                pair.client().send(i);
                assertThat(pair.server().receive(1)).containsExactly(i);
            }
        }
    }

    @Test
    public void connectionsOutliveTheirListener() throws Exception {
        try (Pair pair = Pair.establish(transport())) {
            pair.listener().close();
            pair.server().send(5);
            assertThat(pair.client().receive(1)).containsExactly(5);
        }
    }

    @Test
    public void connectionsWaitToBeAccepted() throws Exception {
        int waiting = 50; // within the default backlog
        List<End> ends = new ArrayList<>();
        try (Listener listener = transport().bind()) {
            for (int i = 0; i < waiting; i++) {
                ends.add(new End(transport().connect(listener.endpoint())));
            }
            boolean[] sent = new boolean[waiting];
            for (int i = 0; i < waiting; i++) {
                ends.get(i).awaitConnected();
                sent[i] = ends.get(i).connection().shakeHands() == 0;
                if (sent[i]) { // nothing to agree on: bytes wait together with their connection
                    ends.get(i).send(i);
                }
            }
            for (int i = 0; i < waiting; i++) {
                ends.add(Pair.accept(listener));
            }
            Pair.shakeHands(ends.stream().map(End::connection).toArray(Connection[]::new));
            for (int i = 0; i < waiting; i++) {
                if (!sent[i]) {
                    ends.get(i).send(i);
                }
            }
            boolean[] received = new boolean[waiting];
            for (int i = 0; i < waiting; i++) {
                received[ends.get(waiting + i).receive(1)[0]] = true;
            }
            assertThat(received).doesNotContain(false);
        } finally {
            ends.forEach(End::close);
        }
    }

    @Test
    @Timeout(180)
    public void thousandsOfConnectionsHundredsOfThemAtOnce() throws Exception {
        int connects = connectingIsCostly() ? COSTLY_CONNECTS : CONNECTS;
        long before = openDescriptors();
        try (Listener listener = transportForMany().bind()) {
            for (int done = 0; done < connects; done += AT_ONCE) {
                holdAtOnce(listener, AT_ONCE);
            }
            assertThat(openDescriptors()).isLessThan(before + 20);
        }
    }

    private void holdAtOnce(Listener listener, int count) throws IOException, InterruptedException {
        List<Pair> pairs = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                pairs.add(Pair.connected(transportForMany(), listener, SocketOptions.defaults()));
            }
            for (int i = 0; i < count; i++) {
                pairs.get(i).client().send(i & 0x7f);
            }
            for (int i = 0; i < count; i++) {
                assertThat(pairs.get(i).server().receive(1)).containsExactly(i & 0x7f);
                // What is closed with something unread is reset and keeps no port busy for a minute, as TCP has it.
                pairs.get(i).client().send(1);
            }
        } finally {
            for (Pair pair : pairs) {
                pair.server().close();
                pair.client().close();
            }
        }
    }

    @Test
    public void whatFailsLeavesNothingOpen() throws IOException {
        Endpoint vacant = transport().vacant();
        try (Listener taken = transport().bind()) {
            long before = openDescriptors();
            for (int i = 0; i < 100; i++) {
                assertThatIOException().isThrownBy(() -> new End(transport().connect(vacant)).awaitConnected());
                assertThatIOException().isThrownBy(() -> transport().bind(taken.endpoint()));
                taken.accept().ifPresent(Connection::close); // who asked whether the endpoint is taken
            }
            assertThat(openDescriptors()).isLessThan(before + 10);
        }
    }

    /** Of this process; 0 where the system does not tell. */
    private static long openDescriptors() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.count();
        }
    }
}
