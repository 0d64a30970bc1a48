package zlink.benchmarks.growth.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.benchmarks.measure.Fields;
import zlink.benchmarks.run.WrongMessageException;

/** Roles in one process and on one thread: what one sends waits in the kernel until the other one has its turn. */
@Timeout(20)
@EnabledOnOs(OS.LINUX) // elsewhere nobody says how much memory a process has
class RolesTest {
    private static final int CONNECTIONS = 6;
    private static final int EACH = 10;

    private final Role pull = new PullRole();
    private final Role push = new PushRole();

    @AfterEach
    void close() throws Exception {
        push.close();
        pull.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void everyMessageOfEveryConnectionIsReceived(int sockets) throws Exception {
        gather(sockets);

        burst(2);
        assertThat(receive(2).number("messages")).isGreaterThanOrEqualTo(2 * CONNECTIONS * EACH - 1);
        burst(1);
        assertThat(receive(1).number("elapsed_ns")).isPositive();
    }

    @Test
    void aMessageAgainIsNoticed() throws Exception {
        gather(1);
        burst(1);
        burst(1);

        assertThatThrownBy(() -> receive(2)).isInstanceOf(WrongMessageException.class)
                .hasMessageContaining("came again or late");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aMessageTooManyIsNoticedAtTheLatestByTheNextOrder(int sockets) throws Exception {
        gather(sockets);
        burst(2);

        assertThatThrownBy(() -> {
            receive(1); // the rest may still be on its way
            burst(1);
            receive(1);
        }).isInstanceOf(WrongMessageException.class);
    }

    @Test
    void anUnknownOrderIsRefused() throws Exception {
        for (Role.Kind kind : Role.Kind.values()) {
            try (Role role = kind.begin(Library.ZLINK)) {
                assertThatThrownBy(() -> role.perform(Fields.parse("do=nothing")))
                        .isInstanceOf(IllegalArgumentException.class).hasMessage("no such order: do=nothing");
            }
        }
    }

    @Test
    void aPublisherIsNeverSoFarAheadThatItWouldDrop() {
        for (int subscribers = 1; subscribers <= 1_000; subscribers++) {
            assertThat(Acknowledgements.block(subscribers) * Acknowledgements.MOST_AHEAD)
                    .isPositive().isLessThan(PubSub.HIGH_WATER_MARK / 2);
        }
        assertThat(Acknowledgements.blocks(5_001, 2_500)).isEqualTo(3);
    }

    private void gather(int sockets) throws Exception {
        String endpoints = pull.perform(Fields.parse("do=open sockets=" + sockets + " connections=" + CONNECTIONS))
                .text("endpoints");
        push.perform(Fields.parse("do=join endpoints=" + endpoints + " connections=" + CONNECTIONS));
        Footprint settled = Footprint.in(pull.perform(Fields.parse("do=settle connections=" + CONNECTIONS)));
        assertThat(settled.residentBytes()).isPositive();
    }

    private void burst(int laps) throws Exception {
        push.perform(Fields.parse("do=burst laps=" + laps + " each=" + EACH + " bytes=64"));
    }

    private Fields receive(int laps) throws Exception {
        return pull.perform(Fields.parse("do=receive messages=" + laps * CONNECTIONS * EACH + " bytes=64 connections="
                + CONNECTIONS));
    }
}
