package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import zlink.api.ConnectionStatistics;
import zlink.api.Message;
import zlink.api.PubSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketStatistics;
import zlink.api.SocketType;
import zlink.api.SubSocket;
import zlink.api.WriteCounts;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Subscriptions;
import zlink.tests.fixture.Transport;

/** The counters of sockets and connections. */
class StatisticsTest extends OverEachTransport {

    @Test
    void messagesAndBytesAreCountedBothWays() {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        Message message = Message.of("four", "", "seven..");
        join(pull, push);
        for (int i = 0; i < 10; i++) {
            push.send(message);
        }
        Deadline.await("all are in the queue", () -> pull.statistics().receiveQueue().messages() == 10);
        for (int i = 0; i < 4; i++) {
            next(pull);
        }

        SocketStatistics sent = push.statistics();
        SocketStatistics received = pull.statistics();
        assertThat(sent.messagesSent()).isEqualTo(10);
        assertThat(sent.bytesSent()).isEqualTo(110);
        assertThat(sent.messagesReceived()).isZero();
        assertThat(sent.messagesDropped()).isZero();
        assertThat(received.messagesReceived()).isEqualTo(4);
        assertThat(received.bytesReceived()).isEqualTo(44);
        assertThat(received.messagesSent()).isZero();
        assertThat(received.receiveQueue().messages()).isEqualTo(6);
        assertThat(received.receiveQueue().bytes()).isBetween(66L, 66L + 6 * 3 * 9);
        if (transport != Transport.INPROC) {
            assertThat(sent.writes().total()).isPositive();
            assertThat(received.reads().total()).isPositive();
        }
    }

    @Test
    void writesOfTheLoopForThoseWhoSendAreNotTakenForTicks() {
        PushSocket push = context.push(with(SocketOption.SPECULATIVE_WRITE, false));
        PullSocket pull = context.pull();
        join(pull, push);
        for (int i = 0; i < 10; i++) {
            push.send("" + i);
        }
        nextTexts(pull, 10);

        WriteCounts writes = push.statistics().writes();
        assertThat(writes.loop()).isEqualTo(writes.total());
        if (transport != Transport.INPROC) {
            assertThat(writes.loop()).isPositive();
        }
    }

    @Test
    void whatIsReceivedAfterItsSenderHasGoneCountsToo() {
        PullSocket pull = context.pull();
        try (PushSocket push = context.push()) {
            join(pull, push);
            for (int i = 0; i < 3; i++) {
                push.send("" + i);
            }
        }
        Deadline.await("the sender is gone", () -> pull.statistics().connections() == 0);
        assertThat(pull.statistics().receiveQueue().messages()).isEqualTo(3);
        nextTexts(pull, 2);

        assertThat(pull.statistics().messagesReceived()).isEqualTo(2);
        assertThat(pull.statistics().bytesReceived()).isEqualTo(2);
        assertThat(pull.statistics().receiveQueue().messages()).isEqualTo(1);
        nextTexts(pull, 1);
        assertThat(pull.tryReceive()).isEmpty();
        assertThat(pull.statistics().messagesReceived()).isEqualTo(3);
        assertThat(pull.statistics().receiveQueue().messages()).isZero();
    }

    @Test
    void whatWaitsForAPeerIsInTheSendQueue() {
        PushSocket push = context.push();
        push.connect(transport.free());
        for (int i = 0; i < 5; i++) {
            push.send("12345678");
        }

        assertThat(push.statistics().sendQueue().messages()).isEqualTo(5);
        assertThat(push.statistics().sendQueue().bytes()).isBetween(40L, 85L);
        assertThat(push.statistics().connections()).isZero();
    }

    @Test
    void eachConnectionHasItsOwn() {
        PushSocket push = context.push();
        PullSocket first = context.pull();
        PullSocket second = context.pull();
        Endpoints endpoints = new Endpoints(bind(first).toString(), bind(second).toString());
        push.connect(endpoints.first());
        push.connect(endpoints.second());
        awaitConnections(push, 2);
        for (int i = 0; i < 6; i++) {
            push.send("abc");
        }
        nextTexts(first, 3);
        nextTexts(second, 3);

        assertThat(push.connections()).hasSize(2);
        assertThat(push.connections().stream().map(connection -> connection.endpoint().toString()))
                .containsExactlyInAnyOrder(endpoints.first(), endpoints.second());
        for (ConnectionStatistics connection : push.connections()) {
            assertThat(connection.messagesSent()).isEqualTo(3);
            assertThat(connection.bytesSent()).isEqualTo(9);
            assertThat(connection.peer().orElseThrow().socketType()).contains(SocketType.PULL);
        }
        assertThat(first.connections()).singleElement()
                .satisfies(connection -> assertThat(connection.messagesReceived()).isEqualTo(3));
    }

    private record Endpoints(String first, String second) { }

    @Test
    void countsOutliveTheirConnection() {
        PushSocket push = context.push();
        PullSocket pull = context.pull();
        join(push, pull);
        push.send("one");
        assertThat(nextText(pull)).isEqualTo("one");

        pull.close();
        awaitConnections(push, 0);

        assertThat(push.connections()).isEmpty();
        assertThat(push.statistics().messagesSent()).isEqualTo(1);
        assertThat(pull.statistics().messagesReceived()).isEqualTo(1);
    }

    @Test
    void messageForSeveralSubscribersCountsOnceForEach() {
        PubSocket pub = context.pub();
        SubSocket[] subs = {context.sub(), context.sub()};
        join(pub, subs);
        for (SubSocket sub : subs) {
            sub.subscribe("x");
            Subscriptions.settle(pub, sub);
        }
        long before = pub.statistics().messagesSent();
        long dropped = pub.statistics().messagesDropped();

        pub.send("x");
        pub.send("nobody's");
        nextText(subs[0]);
        nextText(subs[1]);

        assertThat(pub.statistics().messagesSent() - before).isEqualTo(2);
        assertThat(pub.statistics().messagesDropped()).isEqualTo(dropped);
    }
}
