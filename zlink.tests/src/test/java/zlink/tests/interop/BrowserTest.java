package zlink.tests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PubSocket;
import zlink.api.RouterSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.SelfSigned;

/** The page of {@code examples/browser} in Chromium: a plain WebSocket towards a PUB and a ROUTER. */
@Timeout(120)
class BrowserTest {
    private static final Path SITE = Path.of("..", "examples", "browser");
    private static final Duration PATIENCE = Duration.ofSeconds(20); // a browser has more to do than a socket

    @TempDir
    private static Path directory;

    private static Browser browser;
    private static HttpServer site;

    private final Context context = Context.create(ContextOptions.defaults().withSocketDefaults(
            SelfSigned.options().with(SocketOption.LINGER, Duration.ZERO)));
    private final SocketOptions letIn =
            SocketOptions.defaults().with(SocketOption.WS_ALLOWED_ORIGINS, List.of(origin()));

    @BeforeAll
    @Timeout(60)
    static void startBoth() throws IOException {
        browser = Browser.start(directory, SelfSigned.certificate());
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", BrowserTest::serve);
        site.start();
    }

    @AfterAll
    static void endBoth() {
        if (site != null) {
            site.stop(0);
        }
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void leaveThePage() {
        browser.open("about:blank");
        context.close();
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String name = exchange.getRequestURI().getPath().substring(1);
            if (!List.of("index.html", "zws.js").contains(name)) {
                exchange.sendResponseHeaders(404, -1); // browsers ask for icons
                return;
            }
            byte[] content = Files.readAllBytes(SITE.resolve(name));
            exchange.getResponseHeaders().set("Content-Type", name.endsWith(".js") ? "text/javascript" : "text/html");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private static String origin() {
        return "http://127.0.0.1:" + site.getAddress().getPort();
    }

    private static void open(Endpoint feed, Endpoint chat) {
        browser.open(origin() + "/index.html?topic=news.&id=page-1&feed=" + URLEncoder.encode(feed.toString(), UTF_8)
                + "&chat=" + URLEncoder.encode(chat.toString(), UTF_8));
    }

    private static void await(String what, BooleanSupplier condition) {
        Deadline.await(() -> what + "; the page has " + browser.texts("#feed-state, #chat-state, li"), PATIENCE,
                condition);
    }

    private static void awaitStates(String feed, String chat) {
        await("PUB " + feed + ", ROUTER " + chat,
                () -> browser.texts("#feed-state, #chat-state").equals(List.of(feed, chat)));
    }

    /** Publishes until the page shows it: nothing else tells that a subscription has come. */
    private static void awaitSubscription(PubSocket pub, String greeting) {
        await("the page shows " + greeting, () -> {
            pub.send(greeting);
            return browser.texts("#news li").contains(greeting);
        });
    }

    private static Message next(RouterSocket router) {
        return router.receive(PATIENCE).orElseThrow(() -> new AssertionError("the ROUTER got nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void pageSubscribesToAPublisherAndTalksToARouter(String scheme) throws IOException {
        PubSocket pub = context.pub(letIn);
        RouterSocket router = context.router(letIn);
        open(pub.bind(scheme + "://127.0.0.1:*/feed").endpoint(), router.bind(scheme + "://127.0.0.1:*").endpoint());
        awaitStates("open", "open");

        awaitSubscription(pub, "news.hello");
        pub.send("other.news");
        List<String> published = IntStream.range(0, 10).mapToObj(i -> "news." + i + " | grün ☃ +%2B").toList();
        published.forEach(text -> pub.send(Message.of(text.split(" \\| "))));
        await("all that was published", () -> browser.texts("#news li").containsAll(published));
        assertThat(browser.texts("#news li")).filteredOn(text -> !text.equals("news.hello"))
                .containsExactlyElementsOf(published);

        for (int i = 0; i < 5; i++) {
            browser.enter("#text", "question " + i + " “ß”");
            Message question = next(router);
            assertThat(question.texts()).containsExactly("page-1", "question " + i + " “ß”");
            assertThat(question.peer().orElseThrow().textProperty("Ws-Origin")).contains(origin());
            router.send(Message.of("page-1", "answer", "", "" + i));
        }
        List<String> answers = IntStream.range(0, 5).mapToObj(i -> "answer |  | " + i).toList();
        await("all answers", () -> browser.texts("#answers li").equals(answers));

        assertThat(Files.readAllBytes(browser.keepScreenshot(scheme + ".png"))).hasSizeGreaterThan(10_000)
                .startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
        router.send(Message.of("page-1", "x".repeat(100_000)));
        await("a large answer", () -> browser.text("#answers li:last-child").length() == 100_000);
    }

    @Test
    void pageComesBackWhenItsSocketsDo() {
        PubSocket pub = context.pub(letIn);
        RouterSocket router = context.router(letIn);
        Endpoint feed = pub.bind("ws://127.0.0.1:*/feed").endpoint();
        Endpoint chat = router.bind("ws://127.0.0.1:*/chat").endpoint();
        open(feed, chat);
        awaitStates("open", "open");
        awaitSubscription(pub, "news.before");

        router.close();
        awaitStates("open", "connecting");
        browser.enter("#text", "while you were away");
        RouterSocket again = context.router(letIn);
        again.bind(chat);
        assertThat(next(again).texts()).containsExactly("page-1", "while you were away");
        browser.enter("#text", "and now");
        assertThat(next(again).texts()).containsExactly("page-1", "and now");
        again.send(Message.of("page-1", "welcome back"));
        await("the answer", () -> browser.texts("#answers li").equals(List.of("welcome back")));

        pub.close();
        awaitStates("connecting", "open");
        PubSocket pubAgain = context.pub(letIn);
        pubAgain.bind(feed);
        awaitSubscription(pubAgain, "news.after");
        awaitStates("open", "open");
    }

    @Test
    void pageOfAnotherOriginIsRefused() {
        PubSocket pub = context.pub(
                SocketOptions.defaults().with(SocketOption.WS_ALLOWED_ORIGINS, List.of("https://elsewhere.example")));
        RouterSocket router = context.router();
        MonitorLog ofPub = MonitorLog.of(pub);
        MonitorLog ofRouter = MonitorLog.of(router);
        open(pub.bind("ws://127.0.0.1:*").endpoint(), router.bind("ws://127.0.0.1:*").endpoint());

        String refusal = "pages of the origin '" + origin() + "' may not connect";
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(ofPub.await(MonitorEvent.HandshakeFailed.class).detail()).contains(refusal, "elsewhere");
            assertThat(ofRouter.await(MonitorEvent.HandshakeFailed.class).detail()).contains(refusal);
        }
        awaitStates("connecting", "connecting");
        assertThat(ofPub.events(MonitorEvent.HandshakeSucceeded.class)).isEmpty();
        assertThat(ofRouter.events(MonitorEvent.HandshakeSucceeded.class)).isEmpty();
    }
}
