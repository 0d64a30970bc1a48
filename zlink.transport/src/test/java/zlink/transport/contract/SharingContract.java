package zlink.transport.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Endpoint;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;

/** What listeners that share an address do together; for transports whose listeners say that they do. */
@Timeout(60) // seconds; single waits give up after half of it, saying what for
public abstract class SharingContract {

    protected abstract TransportFixture transport();

    /** An endpoint at the address of a bound one, for another listener. */
    protected abstract Endpoint beside(Endpoint bound, int number);

    private List<Listener> three(Gathering gathering) throws IOException {
        List<Listener> three = new ArrayList<>(List.of(gathering.bind(transport().fresh().get())));
        for (int i = 1; i < 3; i++) {
            three.add(gathering.bind(beside(three.get(0).endpoint(), i)));
        }
        return three;
    }

    @Test
    public void theySayThatTheyShare() throws Exception {
        try (Gathering gathering = new Gathering(transport())) {
            assertThat(three(gathering)).allMatch(Listener::sharesAddress);
        }
    }

    @Test
    public void eachGetsWhoMeansIt() throws Exception {
        try (Gathering gathering = new Gathering(transport())) {
            List<Listener> three = three(gathering);
            for (int i = 0; i < 9; i++) {
                Listener meant = three.get(i % 3);
                assertThat(gathering.hostOf(transport().connect(meant.endpoint()))).isSameAs(meant);
            }
        }
    }

    @Test
    public void oneEndpointIsForOneListener() throws Exception {
        try (Gathering gathering = new Gathering(transport())) {
            for (Listener taken : three(gathering)) {
                assertThatIOException().isThrownBy(() -> gathering.bind(taken.endpoint()))
                        .withMessageContaining(taken.endpoint().toString()).withMessageContaining("in use");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"012", "021", "102", "120", "201", "210"})
    public void whoeverIsLeftIsServedInWhateverOrderTheOthersGo(String order) throws Exception {
        try (Gathering gathering = new Gathering(transport())) {
            List<Listener> three = three(gathering);
            List<Listener> left = new ArrayList<>(three);
            for (int turn = 0; turn < 2; turn++) {
                Listener gone = three.get(order.charAt(turn) - '0');
                gathering.leave(gone);
                left.remove(gone);
                assertThatIOException().isThrownBy(() -> gathering.hostOf(transport().connect(gone.endpoint())));
                for (Listener meant : left) {
                    assertThat(gathering.hostOf(transport().connect(meant.endpoint()))).isSameAs(meant);
                }
                Listener again = gathering.bind(gone.endpoint());
                assertThat(gathering.hostOf(transport().connect(again.endpoint()))).isSameAs(again);
                gathering.leave(again);
            }
            gathering.leave(left.get(0));
            try (Listener afresh = transport().bind(left.get(0).endpoint())) {
                assertThat(afresh.endpoint()).isEqualTo(left.get(0).endpoint());
            }
        }
    }

    @Test
    public void whoHasNotSaidWhomHeMeansIsLeftToTheOthers() throws Exception {
        try (Gathering gathering = new Gathering(transport())) {
            List<Listener> three = three(gathering);
            Connection silent = transport().connect(three.get(2).endpoint());
            accepted(gathering, silent);
            gathering.leave(three.get(0));
            gathering.turn();
            assertThat(gathering.undecided()).as("accepted by another").isEqualTo(1);
            gathering.leave(three.get(1));
            assertThat(gathering.hostOf(silent)).isSameAs(three.get(2));
        }
    }

    @Test
    public void whoHasNotSaidWhomHeMeansIsClosedWhenNobodyIsLeft() throws Exception {
        try (Gathering gathering = new Gathering(transport())) {
            List<Listener> three = three(gathering);
            Connection silent = transport().connect(three.get(2).endpoint());
            accepted(gathering, silent);
            List.copyOf(three).forEach(gathering::leave);
            assertThatIOException().isThrownBy(() -> gathering.hostOf(silent));
        }
    }

    private static void accepted(Gathering gathering, Connection silent) throws IOException {
        Deadline deadline = Deadline.waitingFor("the connection to be accepted");
        while (!silent.finishConnect() || gathering.undecided() == 0) {
            deadline.remainingNs();
            gathering.turn();
        }
    }

    @Test
    public void aListenerIsWokenForWhatIsPassedOnToIt() throws Exception {
        try (Gathering gathering = new Gathering(transport()); Crew crew = new Crew()) {
            Listener first = gathering.bind(transport().fresh().get());
            try (Listener waiting = transport().bind(beside(first.endpoint(), 1));
                    Connection client = transport().connect(waiting.endpoint())) {
                Future<Void> accepting = crew.start(() -> {
                    try (End server = Pair.accept(waiting)) {
                        server.awaitShaken();
                    }
                });
                pursue(gathering, client, accepting);
                crew.join(accepting);
            }
        }
    }

    @Test
    public void aListenerIsWokenToTakeOver() throws Exception {
        try (Gathering gathering = new Gathering(transport()); Crew crew = new Crew()) {
            Listener first = gathering.bind(transport().fresh().get());
            try (Listener waiting = transport().bind(beside(first.endpoint(), 1))) {
                Future<Void> accepting = crew.start(() -> {
                    try (End server = Pair.accept(waiting)) {
                        server.awaitShaken();
                    }
                });
                gathering.leave(first);
                try (Connection client = transport().connect(waiting.endpoint())) {
                    pursue(gathering, client, accepting);
                    crew.join(accepting);
                }
            }
        }
    }

    private static void pursue(Gathering gathering, Connection client, Future<Void> accepting) throws IOException {
        Deadline deadline = Deadline.waitingFor("the waiting listener to get " + client);
        boolean connected = false;
        boolean shaken = false;
        while (!shaken && !(accepting.isDone() && connected && client.shakeHands() == 0)) {
            deadline.remainingNs();
            connected = connected || client.finishConnect();
            shaken = connected && client.shakeHands() == 0;
            gathering.turn();
        }
    }
}
