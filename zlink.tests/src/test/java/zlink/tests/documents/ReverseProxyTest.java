package zlink.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.DealerSocket;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PubSocket;
import zlink.api.RouterSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SubSocket;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.SelfSigned;
import zlink.tests.fixture.Subscriptions;
import zlink.tests.fixture.Transport;

/** The configuration of nginx that the guide has does what the guide says; only ports and files are others. */
@Timeout(60)
class ReverseProxyTest {
    @TempDir
    private Path directory;

    private final Context context = Context.create(ContextOptions.defaults().withSocketDefaults(SelfSigned.options()
            .with(SocketOption.LINGER, Duration.ZERO).with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(20))));
    private final PubSocket pub = context.pub();
    private final RouterSocket router = context.router();
    private final Endpoint feed = pub.bind("ws://127.0.0.1:*/feed").endpoint();
    private final Endpoint chat = router.bind("ws://127.0.0.1:*/chat").endpoint();
    private final String http = Transport.TCP.free().address();
    private final String https = Transport.TCP.free().address();
    private Nginx nginx;

    @AfterEach
    void endBoth() {
        context.close();
        if (nginx != null) {
            nginx.close();
        }
    }

    private void start(String servers) throws IOException {
        nginx = Nginx.start(directory, servers, Endpoint.of("tcp://" + https));
    }

    private String servers() throws IOException {
        Path file = directory.resolve("self.pem");
        SelfSigned.writePem(file);
        Page page = Page.of(Page.ROOT.resolve("docs/guide/reverse-proxy.md"));
        String servers = page.blocks().stream().filter(block -> block.info().equals("nginx")).findFirst().orElseThrow()
                .text();
        servers = replaced(servers, "listen 80;", "listen " + http + ";");
        servers = replaced(servers, "listen 443 ssl;", "listen " + https + " ssl;");
        servers = replaced(servers, "/etc/ssl/certs/app.example.pem", file.toString());
        servers = replaced(servers, "/etc/ssl/private/app.example.pem", file.toString());
        servers = replaced(servers, "http://127.0.0.1:5556;", "http://" + feed.address().replace("/feed", ";"));
        return replaced(servers, "http://127.0.0.1:5557;", "http://" + chat.address().replace("/chat", ";"));
    }

    private static String replaced(String text, String part, String by) {
        assertThat(text).containsOnlyOnce(part);
        return text.replace(part, by);
    }

    private void talk(String proxy) {
        SubSocket sub = context.sub();
        sub.connect(proxy + "/feed");
        Subscriptions.settle(pub, sub);
        sub.subscribe("news.");
        Subscriptions.settle(pub, sub);
        DealerSocket dealer = context.dealer();
        dealer.connect(proxy + "/chat");
        for (int i = 0; i < 10; i++) {
            pub.send(Message.of("news." + i, "x".repeat(20_000)));
            assertThat(sub.receive(Deadline.PATIENCE).orElseThrow().text(0)).isEqualTo("news." + i);
            dealer.send("question " + i);
            Message question = router.receive(Deadline.PATIENCE).orElseThrow();
            assertThat(question.text(1)).isEqualTo("question " + i);
            router.send(question.routingId(), Message.of("answer", "" + i));
            assertThat(dealer.receive(Deadline.PATIENCE).orElseThrow().texts()).containsExactly("answer", "" + i);
        }
    }

    @Test
    void socketsTalkThroughTheProxyWithAndWithoutTls() throws IOException {
        start(servers());
        talk("ws://" + http);
        talk("wss://" + https);
        assertThat(pub.statistics().connections()).isEqualTo(2);
    }

    @Test
    void heartbeatsKeepAQuietConnectionOpen() throws IOException {
        SocketOptions beating = SocketOptions.defaults()
                .with(SocketOption.HEARTBEAT_INTERVAL, Duration.ofMillis(100))
                .with(SocketOption.HEARTBEAT_TIMEOUT, Deadline.PATIENCE);
        RouterSocket beats = context.router(beating);
        String beaten = beats.bind("ws://127.0.0.1:*/beats").endpoint().address().replace("/beats", ";");
        String servers = replaced(servers(), "proxy_read_timeout 60s;", "proxy_read_timeout 1s; location = /beats "
                + "{ proxy_pass http://" + beaten + " }");
        start(servers);
        DealerSocket kept = context.dealer();
        MonitorLog ofKept = MonitorLog.of(kept);
        kept.connect("ws://" + http + "/beats");
        ofKept.await(MonitorEvent.HandshakeSucceeded.class);
        DealerSocket quiet = context.dealer();
        MonitorLog ofQuiet = MonitorLog.of(quiet);
        quiet.connect("ws://" + http + "/chat");
        ofQuiet.await(MonitorEvent.HandshakeSucceeded.class);

        ofQuiet.await(MonitorEvent.Disconnected.class);
        ofQuiet.await(MonitorEvent.HandshakeSucceeded.class);

        assertThat(ofKept.events(MonitorEvent.Disconnected.class)).isEmpty();
    }

    @Test
    void socketThatIsNotThereIsTriedAgain() throws IOException {
        start(servers());
        router.close();
        DealerSocket dealer = context.dealer();
        MonitorLog log = MonitorLog.of(dealer);
        dealer.connect("ws://" + http + "/chat");
        assertThat(log.await(MonitorEvent.HandshakeFailed.class).detail()).contains("502");

        RouterSocket again = context.router();
        again.bind(chat);
        dealer.send("hello");
        assertThat(again.receive(Deadline.PATIENCE).orElseThrow().text(1)).isEqualTo("hello");
    }
}
