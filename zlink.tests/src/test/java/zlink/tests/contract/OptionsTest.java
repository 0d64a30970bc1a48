package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.InvalidOptionException;
import zlink.api.LimitExceededException;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SubSocket;
import zlink.tests.fixture.Deadline;

/** What options do at the sockets and contexts they are given to. */
class OptionsTest {
    private static final SocketOptions NONE = SocketOptions.defaults();

    @Test
    void optionThatDoesNotApplyToTheTypeIsRefused() {
        try (Context context = Context.create()) {
            assertThatThrownBy(() -> context.pull(NONE.with(SocketOption.ROUTER_MANDATORY, true)))
                    .isInstanceOfSatisfying(InvalidOptionException.class,
                            e -> assertThat(e.option()).isEqualTo("ROUTER_MANDATORY"))
                    .hasMessageContainingAll("PULL", "ROUTER");
            assertThatThrownBy(() -> context.router(NONE.with(SocketOption.CONFLATE, true)))
                    .isInstanceOf(InvalidOptionException.class);

            assertThat(context.pull().isClosed()).isFalse();
        }
    }

    @Test
    void wrongValuesAreRefusedWhereTheyAreGiven() {
        assertThatThrownBy(() -> NONE.with(SocketOption.SEND_HIGH_WATER_MARK, -1))
                .isInstanceOf(InvalidOptionException.class).hasMessageContaining("SEND_HIGH_WATER_MARK");
        assertThatThrownBy(() -> NONE.with(SocketOption.LINGER, Duration.ofMillis(-1)))
                .isInstanceOf(InvalidOptionException.class);
        assertThatThrownBy(() -> NONE.with(SocketOption.ROUTING_ID, RoutingId.of(new byte[] {0, 1})))
                .isInstanceOf(InvalidOptionException.class);
        assertThatThrownBy(() -> NONE.with("ZMQ_SNDHWMM", "1"))
                .isInstanceOf(InvalidOptionException.class).hasMessageContaining("SEND_HIGH_WATER_MARK");
        assertThatThrownBy(() -> NONE.with("ZMQ_SNDHWM", "many")).isInstanceOf(InvalidOptionException.class);
    }

    @Test
    void contextsDefaultsHoldUnlessTheSocketHasItsOwn() {
        ContextOptions options = ContextOptions.defaults().withSocketDefaults(NONE
                .with(SocketOption.SEND_HIGH_WATER_MARK, 5)
                .with(SocketOption.RECEIVE_TIMEOUT, Duration.ofMillis(1))
                .with(SocketOption.ROUTER_MANDATORY, true));
        try (Context context = Context.create(options)) {
            PushSocket push = context.push(NONE.with(SocketOption.SEND_HIGH_WATER_MARK, 6));
            PullSocket pull = context.pull();

            assertThat(context.options()).isEqualTo(options);
            assertThat(push.options().get(SocketOption.SEND_HIGH_WATER_MARK)).isEqualTo(6);
            assertThat(push.options().get(SocketOption.RECEIVE_TIMEOUT)).isEqualTo(Duration.ofMillis(1));
            assertThat(pull.options().get(SocketOption.SEND_HIGH_WATER_MARK)).isEqualTo(5);
            assertThat(context.router().options().get(SocketOption.ROUTER_MANDATORY)).isTrue();
            assertThat(pull.receive(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void noMoreSocketsThanTheContextAllows() {
        try (Context context = Context.create(ContextOptions.defaults().withMaxSockets(3))) {
            context.pair();
            context.pair();
            SubSocket third = context.sub();

            assertThatThrownBy(context::pair).isInstanceOf(LimitExceededException.class).hasMessageContaining("3");

            third.close();
            context.pair();
        }
    }

    @Test
    void threadsAreMadeByTheFactoryAndNamedByTheContext() {
        List<Thread> made = new CopyOnWriteArrayList<>();
        ContextOptions options = ContextOptions.defaults().withIoThreads(2).withThreadNamePrefix("named")
                .withThreadFactory(task -> {
                    Thread thread = new Thread(task);
                    thread.setDaemon(true);
                    made.add(thread);
                    return thread;
                });
        try (Context context = Context.create(options)) {
            PullSocket pull = context.pull();
            PushSocket push = context.push();
            push.connect(pull.bind("tcp://127.0.0.1:*").endpoint());
            push.send("hello");
            assertThat(OverEachTransport.nextText(pull)).isEqualTo("hello");
            context.proxy(context.router(), context.dealer()).start().close();

            assertThat(made).isNotEmpty().extracting(Thread::getName)
                    .allMatch(name -> name.matches("named-[0-9]+-(io|events|resolver|proxy)-[0-9]+"))
                    .anyMatch(name -> name.matches("named-[0-9]+-proxy-0"))
                    .anyMatch(name -> name.matches("named-[0-9]+-io-0"))
                    .anyMatch(name -> name.matches("named-[0-9]+-io-1"));
        }
        for (Thread thread : made) {
            Deadline.await(thread + " has ended", () -> !thread.isAlive());
        }
    }

    @Test
    void withoutSpeculationEverythingWorksToo() {
        loopsDoAllTheWork(NONE.with(SocketOption.SPECULATIVE_READ, false)
                .with(SocketOption.SPECULATIVE_WRITE, false));
    }

    @Test
    @EnabledIfSystemProperty(named = "zlink.speculative", matches = "false")
    void onePropertySwitchesSpeculationOffForAll() {
        loopsDoAllTheWork(NONE.with(SocketOption.SPECULATIVE_READ, true).with(SocketOption.SPECULATIVE_WRITE, true));
    }

    private static void loopsDoAllTheWork(SocketOptions options) {
        try (Context context = Context.create(ContextOptions.defaults().withSocketDefaults(options))) {
            PullSocket pull = context.pull();
            PushSocket push = context.push();
            push.connect(pull.bind("tcp://127.0.0.1:*").endpoint());
            for (int i = 0; i < 2000; i++) {
                push.send("" + i);
                if (i % 2 == 1) {
                    assertThat(OverEachTransport.nextTexts(pull, 2)).containsExactly("" + (i - 1), "" + i);
                }
            }

            assertThat(push.statistics().writes().direct() + push.statistics().writes().batch()
                    + push.statistics().writes().beforePark()).isZero();
            assertThat(push.statistics().writes().total()).isPositive();
            assertThat(pull.statistics().reads().caller()).isZero();
        }
    }
}
