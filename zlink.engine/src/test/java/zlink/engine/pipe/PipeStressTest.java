package zlink.engine.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.sync.Crew;

/** Two threads that sleep whenever they can, through the marks of the pipe alone. */
@Timeout(60)
class PipeStressTest {
    private static final int MESSAGES = 20_000;

    private final ChunkPool pool = new ChunkPool();
    private final AtomicInteger readable = new AtomicInteger(); // tellings not yet used
    private final AtomicInteger writable = new AtomicInteger();
    private final AtomicReference<Thread> readerThread = new AtomicReference<>();
    private final AtomicReference<Thread> writerThread = new AtomicReference<>();
    private JoinedPipe writer;
    private JoinedPipe reader;

    @ParameterizedTest
    @CsvSource({"1,0", "2,0", "3,0", "10,0", "0,1", "0,100"})
    void neitherSleepsForEver(int messageLimit, long byteLimit) throws InterruptedException {
        ByteQueue queue = new ByteQueue(pool, messageLimit, byteLimit);
        ByteQueue other = new ByteQueue(pool, 0, 0);
        writer = new JoinedPipe(JoinedPipe.owner(pipe -> { }, pipe -> tell(writable, writerThread)), queue, other,
                () -> {
                    VarHandle.fullFence();
                    reader.tellReader();
                }, () -> { });
        reader = new JoinedPipe(JoinedPipe.owner(pipe -> tell(readable, readerThread), pipe -> { }), other, queue,
                () -> { }, () -> {
                    VarHandle.fullFence();
                    writer.tellWriter();
                });
        Crew crew = new Crew();

        crew.startTogether(this::write, this::read);
        crew.join();

        assertThat(reader.isExhausted()).isTrue();
        queue.discard();
        assertThat(pool.inUseBytes()).isZero();
    }

    private static void tell(AtomicInteger tellings, AtomicReference<Thread> thread) {
        assertThat(tellings.incrementAndGet()).as("tellings of one sleep").isEqualTo(1);
        LockSupport.unpark(thread.get());
    }

    private static void sleep(AtomicInteger tellings) {
        while (!tellings.compareAndSet(1, 0)) {
            LockSupport.park();
        }
    }

    private void write() {
        writerThread.set(Thread.currentThread());
        OutgoingMessage message = new OutgoingMessage();
        ByteBuffer body = ByteBuffer.allocate(4);
        for (int i = 0; i < MESSAGES; i++) {
            while (!writer.hasRoom()) {
                if (writer.sleepUntilRoom()) {
                    sleep(writable);
                }
            }
            writer.write(message.buffer(body.putInt(0, i)));
        }
        reader.tellEnd();
    }

    private void read() {
        readerThread.set(Thread.currentThread());
        IncomingMessage message = new IncomingMessage();
        sleep(readable); // a new pipe is asleep
        for (int i = 0; !reader.isExhausted();) {
            if (reader.hasMessage()) {
                reader.load(message);
                assertThat(message.bodyMemory(0).getInt(message.bodyOffset(0))).isEqualTo(i++);
                reader.consume(message);
            } else if (reader.sleepUntilReadable()) {
                sleep(readable);
            }
        }
        assertThat(reader.hasMessage()).isFalse();
    }
}
