package zlink.engine.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;

/**
 * Whatever the interleaving of steps of a writer, a reader and those who tell one of the other: nobody sleeps beside
 * work, and nobody is told twice of one sleep.
 */
class PipeWakeupTest {

    @Property(tries = 500)
    void noLostWakeup(@ForAll("schedules") ActionChain<Rig> schedule) {
        schedule.withInvariant("work implies awake or about to be told", Rig::check).run().quiesce();
    }

    @Provide
    Arbitrary<ActionChain<Rig>> schedules() {
        return ActionChain.startWith(Rig::new)
                .withAction(5, step("write", Rig::write))
                .withAction(5, step("read", Rig::read))
                .withAction(4, step("tell the reader", Rig::tellReader))
                .withAction(4, step("tell the writer", Rig::tellWriter))
                .withAction(1, step("end", Rig::end))
                .withMaxTransformations(60);
    }

    private static Action<Rig> step(String name, Consumer<Rig> step) {
        return Action.<Rig>builder().describeAs(name).justMutate(step);
    }

    /** A pipe's two ends with room for two messages between them. */
    static final class Rig {
        private static final int LIMIT = 2;

        private int written;
        private int read;
        private int untoldMessages; // publications whose writer has not looked for a sleeping reader yet
        private int untoldCredits;
        private boolean writerDrowsy; // has found no room: its next step is to sleep
        private boolean writerAsleep;
        private boolean readerDrowsy;
        private boolean readerAsleep = true; // a new pipe is announced by its first message
        private boolean ended;
        private final ByteQueue queue = new ByteQueue(new ChunkPool(), LIMIT, 0);
        private final ByteQueue other = new ByteQueue(new ChunkPool(), 0, 0);
        private final JoinedPipe writer = new JoinedPipe(JoinedPipe.owner(pipe -> { }, this::writable), queue, other,
                () -> untoldMessages++, () -> { });
        private final JoinedPipe reader = new JoinedPipe(JoinedPipe.owner(this::readable, pipe -> { }), other, queue,
                () -> { }, () -> untoldCredits++);
        private final IncomingMessage incoming = new IncomingMessage();

        private void readable(Pipe pipe) {
            assertThat(pipe).isSameAs(reader);
            assertThat(readerAsleep).as("told of a sleep").isTrue();
            readerAsleep = false;
        }

        private void writable(Pipe pipe) {
            assertThat(pipe).isSameAs(writer);
            assertThat(writerAsleep).as("told of a sleep").isTrue();
            writerAsleep = false;
        }

        void write() {
            if (writerAsleep || ended) {
                return;
            }
            if (writerDrowsy) {
                writerDrowsy = false;
                writerAsleep = writer.sleepUntilRoom();
            } else if (writer.hasRoom()) {
                writer.write(new OutgoingMessage().buffer(ByteBuffer.allocate(4).putInt(0, written)));
                written++;
            } else {
                writerDrowsy = true;
            }
        }

        void read() {
            if (readerAsleep) {
                return;
            }
            if (readerDrowsy) {
                readerDrowsy = false;
                readerAsleep = reader.sleepUntilReadable();
            } else if (reader.hasMessage()) {
                reader.load(incoming);
                assertThat(incoming.bodyMemory(0).getInt(incoming.bodyOffset(0))).isEqualTo(read++);
                reader.consume(incoming);
            } else {
                readerDrowsy = true;
            }
        }

        void tellReader() {
            if (untoldMessages > 0) {
                untoldMessages--;
                reader.tellReader();
            }
        }

        void tellWriter() {
            if (untoldCredits > 0) {
                untoldCredits--;
                writer.tellWriter();
            }
        }

        void end() {
            if (!ended) {
                ended = true;
                reader.tellEnd();
            }
        }

        void check() {
            if (untoldMessages == 0) {
                assertThat(readerAsleep && reader.hasMessage()).as("reader asleep beside a message").isFalse();
            }
            if (untoldCredits == 0) {
                assertThat(writerAsleep && writer.hasRoom()).as("writer asleep beside room").isFalse();
            }
            assertThat(readerAsleep && ended).as("reader asleep at the end").isFalse();
            assertThat(reader.isExhausted()).isEqualTo(ended && read == written);
            assertThat(written - read).isLessThanOrEqualTo(LIMIT);
        }

        void quiesce() {
            while (untoldMessages > 0 || untoldCredits > 0 || !readerAsleep && !reader.isExhausted()) {
                tellReader();
                tellWriter();
                read();
                check();
            }
            assertThat(read).isEqualTo(written);
            assertThat(writerAsleep).as("writer asleep beside an empty queue").isFalse();
        }

        @Override
        public String toString() {
            return "written " + written + ", read " + read + ", untold " + untoldMessages + " messages and "
                    + untoldCredits + " credits, asleep: writer " + writerAsleep + ", reader " + readerAsleep
                    + (ended ? ", ended" : "");
        }
    }
}
