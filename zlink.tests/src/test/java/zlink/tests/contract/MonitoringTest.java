package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.DealerSocket;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.EndpointUnavailableException;
import zlink.api.MonitorEvent;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.SocketType;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.Transport;

/** The events of a socket's life, in order. */
class MonitoringTest extends OverEachTransport {

    private static List<String> kinds(MonitorLog log) {
        return log.events().stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    @Test
    void boundSideTellsItsStoryInOrder() {
        PullSocket pull = context.pull();
        MonitorLog log = MonitorLog.of(pull);
        Instant before = Instant.now().minusSeconds(1);
        EndpointHandle handle = pull.bind(transport.wildcard());
        PushSocket push = context.push();
        joinTo(handle.endpoint(), pull, push);
        push.close();
        awaitConnections(pull, 0);
        pull.close();
        log.await(MonitorEvent.MonitorStopped.class);

        List<String> story = new ArrayList<>(kinds(log));
        assertThat(story).containsSubsequence("Listening", "HandshakeSucceeded", "Disconnected", "Closed",
                "MonitorStopped");
        assertThat(story).endsWith("MonitorStopped");
        if (transport != Transport.INPROC) {
            assertThat(story).containsExactly("Listening", "Accepted", "HandshakeSucceeded", "Disconnected", "Closed",
                    "MonitorStopped");
        }
        assertThat(log.events(MonitorEvent.Disconnected.class)).singleElement()
                .satisfies(event -> assertThat(event.reason()).isEqualTo(DisconnectReason.PEER_CLOSED));
        for (MonitorEvent event : log.events()) {
            assertThat(event.at()).isBetween(before, Instant.now().plusSeconds(1));
            if (!(event instanceof MonitorEvent.MonitorStopped)) {
                assertThat(event.endpoint()).isEqualTo(handle.endpoint());
            }
        }
    }

    @Test
    void connectingSideTellsItsStoryInOrder() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        Endpoint endpoint = bind(pull);
        push.connect(endpoint);
        log.await(MonitorEvent.HandshakeSucceeded.class);
        push.close();
        log.await(MonitorEvent.MonitorStopped.class);

        if (transport == Transport.INPROC) {
            assertThat(kinds(log)).containsExactly("Connected", "HandshakeSucceeded", "Disconnected", "Closed",
                    "MonitorStopped");
        } else {
            assertThat(kinds(log)).containsExactly("ConnectDelayed", "Connected", "HandshakeSucceeded",
                    "Disconnected", "Closed", "MonitorStopped");
        }
        assertThat(log.events(MonitorEvent.Disconnected.class)).singleElement()
                .satisfies(event -> assertThat(event.reason()).isEqualTo(DisconnectReason.LOCALLY_CLOSED));
    }

    @Test
    void eventsOfOneConnectionBearItsNumber() {
        PullSocket pull = context.pull();
        MonitorLog log = MonitorLog.of(pull);
        Endpoint endpoint = bind(pull);
        for (int i = 0; i < 3; i++) {
            PushSocket push = context.push();
            joinTo(endpoint, pull, push);
            push.close();
            awaitConnections(pull, 0);
        }
        pull.close();
        log.await(MonitorEvent.MonitorStopped.class);

        List<Long> begun = log.events(MonitorEvent.HandshakeSucceeded.class).stream()
                .map(MonitorEvent.HandshakeSucceeded::connectionId).toList();
        List<Long> ended = log.events(MonitorEvent.Disconnected.class).stream()
                .map(MonitorEvent.Disconnected::connectionId).toList();
        assertThat(begun).hasSize(3).doesNotHaveDuplicates().allSatisfy(id -> assertThat(id).isPositive());
        assertThat(ended).isEqualTo(begun);
    }

    @Test
    void handshakeSaysWhoThePeerIs() {
        RouterSocket router = context.router();
        MonitorLog log = MonitorLog.of(router);
        DealerSocket dealer = context.dealer(with(SocketOption.ROUTING_ID, RoutingId.of("dealer"))
                .with(SocketOption.METADATA, Map.of("X-Version", "1.2 ü")));
        join(router, dealer);

        var event = log.await(MonitorEvent.HandshakeSucceeded.class);
        assertThat(event.peer().socketType()).contains(SocketType.DEALER);
        assertThat(event.peer().routingId()).contains(RoutingId.of("dealer"));
        assertThat(event.peer().textProperty("x-version")).contains("1.2 ü");
        assertThat(event.peer().textProperty("Socket-Type")).contains("DEALER");
        assertThat(event.peer().protocol()).isEqualTo(switch (transport) {
            case INPROC -> "inproc";
            case TCP, IPC, TLS -> "ZMTP/3.1";
            case WS, WSS -> "ZMTP/3.0"; // ZWS has its forms, whatever the peers speak otherwise
        });

        dealer.send("hello");
        assertThat(next(router).peer().orElseThrow().textProperty("X-Version")).contains("1.2 ü");
        if (transport == Transport.TCP) {
            assertThat(event.remoteAddress()).startsWith("127.0.0.1:");
            assertThat(router.endpoints().get(0).endpoint().address()).isEqualTo(event.localAddress());
            assertThat(event.peer().mechanism()).isEqualTo("NULL");
        }
    }

    @Test
    void failureToBindIsToldToo() {
        PullSocket first = context.pull();
        Endpoint endpoint = bind(first);
        PullSocket second = context.pull();
        MonitorLog log = MonitorLog.of(second);

        assertThatThrownBy(() -> second.bind(endpoint)).isInstanceOf(EndpointUnavailableException.class);

        MonitorEvent.BindFailed failed = log.await(MonitorEvent.BindFailed.class);
        assertThat(failed.endpoint()).isEqualTo(endpoint);
        assertThat(failed.detail()).isNotBlank();
    }

    @Test
    void stoppedListenerHearsNoMore() {
        PullSocket pull = context.pull();
        MonitorLog stopped = MonitorLog.of(pull);
        MonitorLog goesOn = MonitorLog.of(pull);
        stopped.stop();
        stopped.stop();
        stopped.await(MonitorEvent.MonitorStopped.class);
        PushSocket push = context.push();
        join(pull, push);

        goesOn.await(MonitorEvent.HandshakeSucceeded.class);
        assertThat(kinds(stopped)).containsExactly("MonitorStopped");
    }

    @Test
    void listenerThatBlocksOrThrowsHoldsUpNoConnection() {
        PullSocket pull = context.pull();
        CountDownLatch release = new CountDownLatch(1);
        pull.monitor(event -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("listeners may fail");
        });
        PushSocket push = context.push();
        join(pull, push);
        for (int i = 0; i < 1000; i++) {
            push.send("" + i);
            assertThat(nextText(pull)).isEqualTo("" + i);
        }
        release.countDown();
        MonitorLog later = MonitorLog.of(pull);
        push.close();
        later.await(MonitorEvent.Disconnected.class);
    }

    @Test
    void queueThatIsFullLosesTheOldestAndCountsThem() {
        try (Context small = Context.create(ContextOptions.defaults().withMonitorQueueLength(4)
                .withSocketDefaults(Transport.options()))) {
            PullSocket pull = small.pull();
            CountDownLatch release = new CountDownLatch(1);
            ConcurrentLinkedQueue<MonitorEvent> seen = new ConcurrentLinkedQueue<>();
            pull.monitor(event -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                seen.add(event);
            });
            for (int i = 0; i < 20; i++) {
                pull.bind(transport.wildcard()).close();
            }
            Deadline.await("events were dropped", () -> pull.statistics().monitorEventsDropped() >= 30);
            release.countDown();
            pull.close();

            Deadline.await("the last is told", () -> seen.stream()
                    .anyMatch(MonitorEvent.MonitorStopped.class::isInstance));
            assertThat(seen.size()).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void publisherTellsTheSame() {
        PullSocket pull = context.pull();
        ConcurrentLinkedQueue<MonitorEvent> seen = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> complete = new CompletableFuture<>();
        pull.events().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(MonitorEvent event) {
                seen.add(event);
            }

            @Override
            public void onError(Throwable problem) {
                complete.completeExceptionally(problem);
            }

            @Override
            public void onComplete() {
                complete.complete(null);
            }
        });
        PushSocket push = context.push();
        join(pull, push);
        pull.close(Duration.ZERO);

        complete.orTimeout(Deadline.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        assertThat(seen.stream().map(event -> event.getClass().getSimpleName()))
                .startsWith("Listening").contains("HandshakeSucceeded", "Disconnected", "Closed")
                .endsWith("MonitorStopped");
    }

    @Test
    void closingTheContextIsTheLastThingThatMonitorsAreTold() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        MonitorLog bound = MonitorLog.of(pull);
        MonitorLog connected = MonitorLog.of(push);
        join(pull, push);

        context.close();

        for (MonitorLog log : List.of(bound, connected)) {
            log.await(MonitorEvent.MonitorStopped.class);
            assertThat(kinds(log)).containsSubsequence("HandshakeSucceeded", "Disconnected", "MonitorStopped")
                    .containsOnlyOnce("Disconnected", "MonitorStopped").endsWith("MonitorStopped");
        }
    }
}
