package zlink.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zlink.transport.spi.Readiness;

/** Channels that go from one source to another, on one loop, whose selector has one key for each channel. */
class WatchTest {
    private static final int READ = Readiness.READ;

    /** A source that signals by itself and gets a channel later on. */
    private static final class Heir implements Readiness.Signalled {
        private Signal signal;
        private Optional<SelectableChannel> channel = Optional.empty();
        private int interest;

        @Override
        public void attach(Signal attached) {
            signal = attached;
        }

        @Override
        public void interest(int operations) {
            interest = operations;
        }

        @Override
        public Optional<SelectableChannel> channel() {
            return channel;
        }
    }

    private final SteppedLoop loop = new SteppedLoop();
    private final List<String> passed = new ArrayList<>();
    private final Heir heir = new Heir();
    private Pipe pipe;

    @BeforeEach
    void open() throws IOException {
        pipe = Pipe.open();
        pipe.source().configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
        pipe.sink().close();
        pipe.source().close();
    }

    private Watch watch(String name, Readiness readiness) throws IOException {
        Watch watch = loop.loop().watch(readiness, operations -> passed.add(name + operations));
        watch.interest(READ);
        return watch;
    }

    private Readiness.Selectable selectable() {
        return new Readiness.Selectable(pipe.source());
    }

    private void write() throws IOException {
        pipe.sink().write(ByteBuffer.allocate(1));
    }

    /** As many turns as nothing is to be done in but what channels ask for. */
    private void turns() {
        for (int i = 0; i < 3; i++) {
            loop.step();
        }
    }

    @Test
    void aChannelIsWatchedAnewOnceItsKeyIsGone() throws IOException {
        Watch former = watch("former", selectable());
        loop.settle();
        former.cancel();
        watch("latter", selectable());
        write();
        turns();
        assertThat(passed).isNotEmpty().containsOnly("latter1");
    }

    @Test
    void aChannelThatIsStillWatchedIsWaitedFor() throws IOException {
        Watch former = watch("former", selectable());
        Watch latter = watch("latter", selectable());
        turns();
        former.cancel();
        write();
        turns();
        assertThat(passed).isNotEmpty().containsOnly("latter1");
        passed.clear();
        latter.interest(0);
        turns();
        assertThat(passed).isEmpty();
    }

    @Test
    void whoWaitsForAChannelAndIsCancelledNeverGetsIt() throws IOException {
        Watch former = watch("former", selectable());
        Watch latter = watch("latter", selectable());
        latter.cancel();
        former.cancel();
        loop.settle();
        assertThat(pipe.source().isRegistered()).isFalse();
    }

    @Test
    void whoWaitsForAChannelThatIsClosedWaitsNoLonger() throws IOException {
        watch("former", selectable());
        watch("latter", selectable());
        pipe.source().close();
        loop.settle(); // turns without an end if it did
        assertThat(passed).isEmpty();
    }

    @Test
    void aSourceThatSignalsGetsAChannelBeside() throws IOException {
        watch("heir", heir);
        loop.settle();
        heir.channel = Optional.of(pipe.source());
        write();
        turns();
        assertThat(passed).as("nothing has been said").isEmpty();
        heir.signal.ready(READ);
        turns();
        assertThat(passed).as("the signal, and what the channel says in every turn").hasSizeGreaterThan(2);
        pipe.source().read(ByteBuffer.allocate(1));
        turns();
        passed.clear();
        turns();
        assertThat(passed).isEmpty();
        assertThat(heir.interest).isEqualTo(READ);
    }

    @Test
    void aChannelIsInheritedFromWhoHadItOnTheSameLoop() throws IOException {
        Watch former = watch("former", selectable());
        watch("heir", heir);
        loop.settle();
        heir.channel = Optional.of(pipe.source());
        heir.signal.ready(READ);
        former.cancel();
        write();
        turns();
        assertThat(passed).as("signal and channel").hasSizeGreaterThan(1).containsOnly("heir1");
    }

    @Test
    void aChannelThatComesWhileNothingIsWantedIsTakenUpLater() throws IOException {
        Watch watch = watch("heir", heir);
        loop.settle();
        watch.interest(0);
        heir.channel = Optional.of(pipe.source());
        heir.signal.ready(READ);
        write();
        turns();
        assertThat(passed).isEmpty();
        watch.interest(READ);
        turns();
        assertThat(passed).isNotEmpty();
        watch.cancel();
        passed.clear();
        turns();
        assertThat(passed).isEmpty();
        assertThat(pipe.source().isRegistered()).isFalse();
    }
}
