package zlink.patterns.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import zlink.api.MessageShapeException;
import zlink.engine.queue.OutgoingMessage;

class DistributorTest {
    private final FakeSocket socket = new FakeSocket();
    private final Distributor distributor = new Distributor();
    private final List<FakePipe> pipes = new ArrayList<>();

    @Test
    void whoeverIsMarkedGetsItOnce() {
        attach(10);
        distributor.begin();
        distributor.mark(3);
        distributor.mark(7);
        distributor.mark(3);
        send();
        assertThat(receivers()).containsExactly(3, 7);
    }

    @Test
    void invertingSendsToAllOthers() {
        attach(4);
        distributor.detach(pipes.get(1));
        distributor.begin();
        distributor.mark(2);
        distributor.invert();
        send();
        assertThat(receivers()).containsExactly(0, 3);
    }

    @Test
    void placesAreUsedAgainAndStartUnmarked() {
        attach(3);
        distributor.begin();
        distributor.markAll();
        distributor.detach(pipes.get(1));
        FakePipe late = new FakePipe("late", socket, 0);
        assertThat(distributor.attach(late)).isEqualTo(1);
        distributor.begin();
        distributor.mark(0);
        send();
        assertThat(late.takeAll()).isEmpty();
        distributor.begin();
        distributor.markAll();
        send();
        assertThat(late.takeAll()).hasSize(1);
    }

    @Test
    void aFullPipeMissesTheMessageAndIsCounted() {
        attach(2);
        FakePipe full = new FakePipe("full", socket, 1);
        distributor.attach(full);
        for (int i = 0; i < 3; i++) {
            distributor.begin();
            distributor.markAll();
            send();
        }
        assertThat(full.takeAll()).hasSize(1);
        assertThat(pipes.get(0).takeAll()).hasSize(3);
        assertThat(socket.dropped()).isEqualTo(2);
    }

    @Test
    void whoeverHasNoRoomIsToldOfWhenItHas() {
        FakePipe full = new FakePipe("full", socket, 1);
        distributor.attach(full);
        distributor.begin();
        distributor.markAll();
        assertThat(distributor.haveRoom()).isTrue();
        send();
        assertThat(distributor.haveRoom()).isFalse();
        full.takeAll();
        assertThat(socket.pollWritable()).isSameAs(full);
        assertThat(distributor.haveRoom()).isTrue();
    }

    @Test
    void lettingAStrangerGoDoesNothing() {
        attach(1);
        distributor.detach(new FakePipe("stranger", socket, 0));
        distributor.begin();
        distributor.markAll();
        send();
        assertThat(receivers()).containsExactly(0);
    }

    @Test
    void aPipeLetGoTwiceLeavesOnePlace() {
        attach(2);
        distributor.detach(pipes.get(0));
        distributor.detach(pipes.get(0));
        assertThat(distributor.attach(new FakePipe("late", socket, 0))).isZero();
        assertThat(distributor.attach(new FakePipe("later", socket, 0))).isEqualTo(2);
    }

    @Test
    void whoeverWasLetGoGetsNothingWhateverItsPlace() {
        attach(3);
        distributor.detach(pipes.get(0));
        distributor.begin();
        distributor.markAll();
        send();
        assertThat(receivers()).containsExactly(1, 2);
    }

    @Test
    void allOfManyPlacesAreUsedAgain() {
        attach(10);
        pipes.forEach(distributor::detach);
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            places.add(distributor.attach(new FakePipe("late", socket, 0)));
        }
        assertThat(places).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void allAreMarkedWhenNoPlaceIsLeft() {
        attach(4); // as many as there are places before more are made
        distributor.begin();
        distributor.markAll();
        assertThat(distributor.haveRoom()).isTrue();
        send();
        assertThat(receivers()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void onlyMarkedPipesAreAskedForRoom() {
        attach(1);
        FakePipe full = new FakePipe("full", socket, 1);
        distributor.attach(full);
        distributor.begin();
        distributor.mark(1);
        send();
        distributor.begin();
        assertThat(distributor.haveRoom()).isTrue();
        distributor.mark(0);
        assertThat(distributor.haveRoom()).isTrue();
        full.takeAll();
        assertThat(socket.pollWritable()).isNull();
    }

    @Test
    void replacingReachesMarkedPipesEvenIfTheyAreFull() {
        attach(4);
        FakePipe full = new FakePipe("full", socket, 1);
        distributor.attach(full);
        for (int i = 0; i < 3; i++) {
            distributor.begin();
            distributor.mark(2);
            distributor.mark(4);
            distributor.replace(new OutgoingMessage().message(FakePipe.message("a")));
        }
        assertThat(receivers()).containsExactly(2, 2, 2);
        assertThat(full.takeAll()).hasSize(3); // this pipe cannot take a message back
        assertThat(socket.dropped()).isZero();
    }

    @Test
    void halfOfAMessageReplacesNothing() {
        attach(1);
        distributor.begin();
        distributor.markAll();
        assertThatThrownBy(() -> distributor.replace(new OutgoingMessage().message(FakePipe.message("a", "b"))))
                .isInstanceOf(MessageShapeException.class).hasMessageContaining("2 frames");
        assertThat(receivers()).isEmpty();
    }

    private void attach(int count) {
        for (int i = 0; i < count; i++) {
            pipes.add(new FakePipe("pipe " + i, socket, 0));
            assertThat(distributor.attach(pipes.get(i))).isEqualTo(i);
        }
    }

    private void send() {
        distributor.send(new OutgoingMessage().array(new byte[] {1}, 0, 1), socket);
    }

    private List<Integer> receivers() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < pipes.size(); i++) {
            for (int n = pipes.get(i).takeAll().size(); n > 0; n--) {
                all.add(i);
            }
        }
        return all;
    }
}
