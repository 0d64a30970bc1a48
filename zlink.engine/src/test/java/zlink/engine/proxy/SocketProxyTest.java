package zlink.engine.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zlink.api.ClosedException;
import zlink.api.HostUnreachableException;
import zlink.api.InterruptedOperationException;
import zlink.api.Message;
import zlink.api.Proxy;
import zlink.api.Proxy.State;
import zlink.api.RoutingId;
import zlink.engine.fake.Crew;
import zlink.engine.fake.FakeSocket;
import zlink.engine.fake.Until;

class SocketProxyTest {
    private final List<Thread> threads = new ArrayList<>();
    private final ThreadFactory factory = work -> {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    };
    private final FakeSocket.Pair front = new FakeSocket.Pair();
    private final FakeSocket.Pair back = new FakeSocket.Pair();
    private final List<Proxy> proxies = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        proxies.forEach(Proxy::close);
        for (Thread thread : threads) {
            Until.ended(thread);
        }
        assertThat(front.listeners() + back.listeners()).as("it leaves no listener behind").isZero();
    }

    @Test
    void forwardsBothWays() {
        start(SocketProxy.describe(front, back, factory));
        for (int i = 0; i < 5_000; i++) {
            front.deliver("forth " + i);
            back.deliver("back " + i);
        }
        Until.holds("all is forwarded", () -> back.sentCount() == 5_000 && front.sentCount() == 5_000);
        List<String> forth = FakeSocket.texts(back.sent());
        List<String> returned = FakeSocket.texts(front.sent());
        for (int i = 0; i < 5_000; i++) {
            assertThat(forth.get(i)).isEqualTo("forth " + i);
            assertThat(returned.get(i)).isEqualTo("back " + i);
        }
    }

    @Test
    void forwardsWholeMessages() {
        start(SocketProxy.describe(front, back, factory));
        front.deliver(Message.of("one", "", "three"));
        Until.holds("it is forwarded", () -> back.sentCount() == 1);
        assertThat(back.sent().get(0).texts()).containsExactly("one", "", "three");
    }

    @Test
    void forwardsTheOneWayThereIs() {
        FakeSocket.Pull pull = new FakeSocket.Pull();
        FakeSocket.Push push = new FakeSocket.Push();
        Proxy proxy = start(SocketProxy.describe(push, pull, factory));
        pull.deliver("1234");
        Until.holds("it is forwarded", () -> push.sentCount() == 1);
        Until.holds("it is counted", () -> proxy.statistics().frontendMessagesSent() == 1);
        assertThat(proxy.statistics()).isEqualTo(new Proxy.Statistics(0, 0, 1, 4, 1, 4, 0, 0, 0));
    }

    @Test
    void forwardsFromASocketToItself() {
        Proxy proxy = start(SocketProxy.describe(front, front, factory));
        front.deliver("1234");
        Until.holds("it comes back", () -> front.sentCount() == 1);
        Until.holds("it is counted", () -> proxy.statistics().backendMessagesSent() == 1);
        assertThat(proxy.statistics()).isEqualTo(new Proxy.Statistics(1, 4, 0, 0, 0, 0, 1, 4, 0));
    }

    @Test
    void countsMessagesAndBytes() {
        Proxy proxy = start(SocketProxy.describe(front, back, factory));
        front.deliver(Message.of("123", "4567"));
        back.deliver("1");
        back.deliver("2");
        Until.holds("all is counted",
                () -> proxy.statistics().equals(new Proxy.Statistics(1, 7, 2, 2, 2, 2, 1, 7, 0)));
    }

    @Test
    void takesNothingWhileThereIsNoRoom() {
        back.room(3);
        start(SocketProxy.describe(front, back, factory));
        for (int i = 0; i < 10; i++) {
            front.deliver("m" + i);
        }
        Until.holds("what there is room for is forwarded", () -> back.sentCount() == 3);
        Until.parked(threads.get(0));
        assertThat(front.inboxSize()).as("the others stay where the peers notice").isEqualTo(7);
        back.deliver("the other way");
        Until.holds("the other direction goes on", () -> front.sentCount() == 1);

        back.room(2);
        Until.holds("there is room again", () -> back.sentCount() == 5);
        assertThat(front.inboxSize()).isEqualTo(5);
        back.room(Integer.MAX_VALUE);
        Until.holds("the rest", () -> back.sentCount() == 10);
        assertThat(FakeSocket.texts(back.sent())).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8",
                "m9");
    }

    @Test
    void idlesWithoutLooking() {
        start(SocketProxy.describe(front, back, factory));
        front.deliver("1");
        Until.holds("it is forwarded", () -> back.sentCount() == 1);
        Until.parked(threads.get(0));
        int looks = front.looks() + back.looks();
        back.room(0);
        back.room(5);
        Until.parked(threads.get(0));
        assertThat(front.looks() + back.looks()).as("room nobody waits for wakes nobody").isEqualTo(looks);
    }

    @Test
    void keepsAMessageThatItsTargetCouldNotTakeAfterAll() {
        back.feignRoom(true);
        back.room(0);
        Proxy proxy = start(SocketProxy.describe(front, back, factory));
        front.deliver("1");
        front.deliver("2");
        Until.holds("one is in hand", () -> front.inboxSize() == 1);
        back.deliver("the other way");
        Until.holds("the other direction goes on", () -> front.sentCount() == 1);
        assertThat(back.looks()).as("it does not spin").isLessThan(100_000);
        proxy.pause();
        assertThat(front.inboxSize()).isEqualTo(1);
        back.room(5);
        Until.holds("what is in hand goes on while paused", () -> back.sentCount() == 1);
        assertThat(front.inboxSize()).isEqualTo(1);
        proxy.resume();
        Until.holds("the next", () -> back.sentCount() == 2);
        assertThat(FakeSocket.texts(back.sent())).containsExactly("1", "2");
    }

    @Test
    void closingWaitsForRoomForWhatIsInHand() {
        back.feignRoom(true);
        back.room(0);
        back.linger(Duration.ofSeconds(7));
        Proxy proxy = start(SocketProxy.describe(front, back, factory));
        front.deliver("1");
        Until.holds("it is in hand", () -> front.inboxSize() == 0);
        try (Crew crew = new Crew()) {
            Thread closer = crew.start(proxy::close);
            Until.parked(closer);
            back.room(1);
        }
        assertThat(proxy.state()).isEqualTo(State.STOPPED);
        assertThat(FakeSocket.texts(back.sent())).containsExactly("1");
    }

    @Test
    void closingDropsWhatFindsNoRoomWithinTheLinger() {
        back.feignRoom(true);
        back.room(0);
        back.linger(Duration.ofMillis(1));
        Proxy proxy = start(SocketProxy.describe(front, back, factory));
        front.deliver("1");
        Until.holds("it is in hand", () -> front.inboxSize() == 0);
        proxy.close();
        assertThat(proxy.state()).isEqualTo(State.STOPPED);
        assertThat(proxy.statistics().backendMessagesSent()).isZero();
        assertThat(proxy.statistics().frontendMessagesReceived()).isEqualTo(1);
    }

    @Test
    void pausesAndResumes() {
        Proxy proxy = start(SocketProxy.describe(front, back, factory));
        assertThat(proxy.state()).isEqualTo(State.RUNNING);
        for (int i = 0; i < 200; i++) {
            proxy.pause();
            proxy.pause();
            assertThat(proxy.state()).isEqualTo(State.PAUSED);
            front.deliver("m" + i);
            assertThat(front.inboxSize()).isEqualTo(1);
            assertThat(back.sentCount()).isEqualTo(i);
            proxy.resume();
            proxy.resume();
            int forwarded = i + 1;
            Until.holds("it goes on", () -> back.sentCount() == forwarded);
            assertThat(proxy.state()).isEqualTo(State.RUNNING);
        }
    }

    @Test
    void nothingIsLostOrOvertakenWhilePausingAndResuming() {
        int count = 20_000;
        Proxy proxy = start(SocketProxy.describe(front, back, factory));
        try (Crew crew = new Crew()) {
            crew.start(() -> {
                for (int i = 0; i < count; i++) {
                    front.deliver(String.valueOf(i));
                }
            });
            for (int i = 0; i < 100; i++) {
                proxy.pause();
                back.room(i % 7);
                proxy.resume();
            }
        }
        back.room(Integer.MAX_VALUE);
        Until.holds("all is forwarded", () -> back.sentCount() == count);
        List<String> sent = FakeSocket.texts(back.sent());
        for (int i = 0; i < count; i++) {
            assertThat(sent.get(i)).isEqualTo(String.valueOf(i));
        }
    }

    @Test
    void stops() {
        Proxy proxy = start(SocketProxy.describe(front, back, factory));
        try (Crew crew = new Crew()) {
            Thread waiter = crew.start(proxy::awaitStopped);
            Until.parked(waiter);
            proxy.close();
        }
        assertThat(proxy.state()).isEqualTo(State.STOPPED);
        proxy.close();
        proxy.pause();
        proxy.resume();
        proxy.awaitStopped();
        assertThat(proxy.state()).isEqualTo(State.STOPPED);
        front.deliver("1");
        assertThat(front.inboxSize()).isEqualTo(1);
        assertThat(front.isClosed() || back.isClosed()).as("its sockets stay open").isFalse();
    }

    @Test
    void stopsWhenASocketCloses() {
        Proxy proxy = start(SocketProxy.describe(front, back, factory));
        Until.parked(threads.get(0));
        back.close();
        proxy.awaitStopped();
        assertThat(proxy.state()).isEqualTo(State.STOPPED);
    }

    @Test
    void stopsWhenASocketClosesWhilePausedOrFull() {
        back.room(0);
        Proxy full = start(SocketProxy.describe(front, back, factory));
        front.deliver("1");
        Until.parked(threads.get(0));
        front.close();
        full.awaitStopped();

        FakeSocket.Pair other = new FakeSocket.Pair();
        Proxy paused = start(SocketProxy.describe(other, back, factory));
        paused.pause();
        other.close();
        paused.awaitStopped();
    }

    @Test
    void whoWaitsForItMayBeInterrupted() {
        Proxy proxy = start(SocketProxy.describe(front, back, factory));
        try (Crew crew = new Crew()) {
            Thread waiter = crew.start(() -> {
                assertThatThrownBy(proxy::awaitStopped).isInstanceOf(InterruptedOperationException.class);
                proxy.close();
                assertThat(Thread.interrupted()).isTrue();
            });
            Until.parked(waiter);
            waiter.interrupt();
        }
        proxy.awaitStopped();
    }

    @Test
    void capturesWhatIsForwarded() {
        FakeSocket.Push capture = new FakeSocket.Push();
        start(SocketProxy.describe(front, back, factory).capture(capture));
        front.deliver("1");
        Until.holds("it is captured", () -> capture.sentCount() == 1);
        back.deliver("2");
        Until.holds("it is captured", () -> capture.sentCount() == 2);
        assertThat(FakeSocket.texts(capture.sent())).containsExactly("1", "2");
    }

    @Test
    void aCaptureSocketThatIsFullOrClosedDoesNotStopIt() {
        FakeSocket.Push capture = new FakeSocket.Push();
        capture.room(1);
        Proxy proxy = start(SocketProxy.describe(front, back, factory).capture(capture));
        for (int i = 0; i < 4; i++) {
            front.deliver("m" + i);
        }
        Until.holds("all is forwarded", () -> back.sentCount() == 4);
        Until.holds("what was not captured is counted", () -> proxy.statistics().capturesDropped() == 3);
        capture.close();
        front.deliver("next");
        Until.holds("the next is forwarded", () -> back.sentCount() == 5);
        assertThat(proxy.state()).isEqualTo(State.RUNNING);
        assertThat(FakeSocket.texts(capture.sent())).containsExactly("m0");
    }

    @Test
    void aMessageItsTargetRefusesIsDroppedAlone() {
        back.failSend(new HostUnreachableException(RoutingId.of("nobody")));
        Proxy proxy = start(SocketProxy.describe(front, back, factory));
        front.deliver("to nobody");
        Until.holds("it is gone", () -> proxy.statistics().frontendMessagesReceived() == 1);
        Until.parked(threads.get(0));
        back.failSend(null);
        front.deliver("to somebody");
        Until.holds("the next is forwarded", () -> back.sentCount() == 1);
        assertThat(proxy.statistics().backendMessagesSent()).isEqualTo(1);
    }

    @Test
    void refusesWhatCannotBe() {
        FakeSocket.Pull pull = new FakeSocket.Pull();
        FakeSocket.Push push = new FakeSocket.Push();
        FakeSocket.Rep rep = new FakeSocket.Rep();
        assertThatIllegalArgumentException().isThrownBy(() -> SocketProxy.describe(pull, pull, factory))
                .withMessageContaining("PULL");
        assertThatIllegalArgumentException().isThrownBy(() -> SocketProxy.describe(push, new FakeSocket.Push(),
                factory)).withMessageContaining("PUSH");
        assertThatIllegalArgumentException().isThrownBy(() -> SocketProxy.describe(front, rep, factory))
                .withMessageContaining("REP").withMessageContaining("DEALER");
        assertThatIllegalArgumentException().isThrownBy(() -> SocketProxy.describe(front, back, factory).capture(rep));
        assertThatIllegalArgumentException().isThrownBy(() -> SocketProxy.describe(front, back, factory)
                .capture(front));
        pull.close();
        assertThatThrownBy(() -> SocketProxy.describe(pull, push, factory).start()).isInstanceOf(ClosedException.class);
        assertThat(threads).isEmpty();
    }

    private Proxy start(Proxy.Builder description) {
        Proxy proxy = description.start();
        proxies.add(proxy);
        return proxy;
    }
}
