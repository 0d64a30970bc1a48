package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zlink.tests.contract.OverEachTransport.bytes;
import static zlink.tests.contract.OverEachTransport.next;
import static zlink.tests.contract.OverEachTransport.with;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.DisconnectReason;
import zlink.api.InvalidEndpointException;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.StreamSocket;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.MonitorLog;

/** STREAM sockets and programs of the JDK's, and where there are no STREAM sockets. */
@Timeout(60)
class StreamOverTcpTest {
    private final Context context = Context.create(
            ContextOptions.defaults().withSocketDefaults(with(SocketOption.LINGER, Duration.ZERO)));

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    @Test
    void answersTheJdksHttpClient() throws IOException, InterruptedException {
        StreamSocket stream = context.stream(with(SocketOption.LINGER, Duration.ofSeconds(5)));
        String address = stream.bind("tcp://127.0.0.1:*").endpoint().address();
        try (BackgroundCall<Void> serving = BackgroundCall.running(() -> serve(stream, 3))) {
            HttpClient client = HttpClient.newHttpClient();
            for (int i = 0; i < 3; i++) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/page/" + i))
                        .version(HttpClient.Version.HTTP_1_1).build();
                assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("you want /page/" + i);
            }
            serving.result();
        }
    }

    private static void serve(StreamSocket stream, int requests) {
        Map<RoutingId, String> heads = new HashMap<>();
        for (int answered = 0; answered < requests; ) {
            Message message = next(stream);
            RoutingId peer = message.routingId();
            String head = heads.merge(peer, message.text(1), String::concat);
            if (head.endsWith("\r\n\r\n")) {
                String body = "you want " + head.split(" ")[1];
                stream.send(peer, bytes("HTTP/1.1 200 OK\r\nContent-Length: " + body.length()
                        + "\r\nConnection: close\r\n\r\n" + body));
                stream.disconnect(peer);
                heads.remove(peer);
                answered++;
            }
        }
    }

    @Test
    void resetIsAGoingBehindWhatHadCome() {
        StreamSocket stream = context.stream();
        MonitorLog log = MonitorLog.of(stream);
        PlainPeer peer = PlainPeer.connect(stream.bind("tcp://127.0.0.1:*").endpoint()).send("half a re");
        RoutingId id = next(stream).routingId();
        assertThat(next(stream).text(1)).isEqualTo("half a re");
        peer.reset();

        Message going = next(stream);
        assertThat(going.routingId()).isEqualTo(id);
        assertThat(going.size(1)).isZero();
        assertThat(log.await(MonitorEvent.Disconnected.class).reason()).isEqualTo(DisconnectReason.IO_ERROR);
        assertThat(stream.isConnected(id)).isFalse();
    }

    @Test
    void whatZmtpPeersSayIsBytesToo() {
        StreamSocket stream = context.stream();
        context.dealer().connect(stream.bind("tcp://127.0.0.1:*").endpoint());
        next(stream);
        assertThat(next(stream).bytes(1)).as("the beginning of a greeting").startsWith(0xFF, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc://here", "ws://127.0.0.1:5555/", "wss://127.0.0.1:5555/"})
    void transportsOfMessagesAreRefused(String endpoint) {
        StreamSocket stream = context.stream();
        String scheme = endpoint.substring(0, endpoint.indexOf(':'));
        assertThatThrownBy(() -> stream.bind(endpoint)).isInstanceOf(InvalidEndpointException.class)
                .hasMessageContainingAll("STREAM", endpoint, scheme + ":// carries messages", "tcp://");
        assertThatThrownBy(() -> stream.connect(endpoint)).isInstanceOf(InvalidEndpointException.class);
        assertThat(stream.endpoints()).isEmpty();
    }
}
