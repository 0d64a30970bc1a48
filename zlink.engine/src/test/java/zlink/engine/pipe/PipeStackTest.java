package zlink.engine.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.sync.Crew;

@Timeout(60)
class PipeStackTest {
    private static final int PIPES = 8;
    private static final int ROUNDS = 5_000;

    private final PipeStack stack = new PipeStack(false);
    private final List<JoinedPipe> pipes = new ArrayList<>();

    PipeStackTest() {
        for (int i = 0; i < PIPES; i++) {
            ByteQueue queue = new ByteQueue(new ChunkPool(), 0, 0);
            pipes.add(new JoinedPipe(null, queue, queue, () -> { }, () -> { }));
        }
    }

    @Test
    void givesAllFromTheLastToTheFirst() {
        assertThat(stack.isEmpty()).isTrue();
        assertThat(stack.takeAll()).isNull();

        stack.push(pipes.get(0));
        stack.push(pipes.get(1));
        assertThat(stack.isEmpty()).isFalse();

        Pipe top = stack.takeAll();
        assertThat(stack.isEmpty()).isTrue();
        assertThat(top).isSameAs(pipes.get(1));
        assertThat(stack.next(top)).isSameAs(pipes.get(0));
        assertThat(stack.next(pipes.get(0))).isNull();
    }

    @Test
    void pipeCanBePushedAgainOnceItsLinkIsTaken() {
        stack.push(pipes.get(0));
        stack.push(pipes.get(1));
        Pipe top = stack.takeAll();
        Pipe below = stack.next(top);

        stack.push(top);

        assertThat(below).isSameAs(pipes.get(0));
        assertThat(stack.next(below)).isNull();
        assertThat(stack.takeAll()).isSameAs(top);
        assertThat(stack.next(top)).isNull();
    }

    @Test
    void stacksOfBothDirectionsDoNotMeet() {
        PipeStack writers = new PipeStack(true);
        stack.push(pipes.get(0));
        stack.push(pipes.get(1));
        writers.push(pipes.get(1));
        writers.push(pipes.get(0));

        assertThat(stack.next(stack.takeAll())).isSameAs(pipes.get(0));
        assertThat(writers.next(writers.takeAll())).isSameAs(pipes.get(1));
    }

    @Test
    void everyPushIsTakenOnce() throws InterruptedException {
        AtomicIntegerArray pushed = new AtomicIntegerArray(PIPES); // 1 while in the stack
        AtomicIntegerArray taken = new AtomicIntegerArray(PIPES);
        Crew crew = new Crew();

        crew.startTogether(() -> push(pushed, 0, PIPES / 2), () -> push(pushed, PIPES / 2, PIPES),
                () -> take(pushed, taken));
        crew.join();

        for (int i = 0; i < PIPES; i++) {
            assertThat(taken.get(i)).isEqualTo(ROUNDS);
        }
        assertThat(stack.isEmpty()).isTrue();
    }

    private void push(AtomicIntegerArray pushed, int from, int to) {
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = from; i < to; i++) {
                while (!pushed.compareAndSet(i, 0, 1)) {
                    Thread.yield();
                }
                stack.push(pipes.get(i));
            }
        }
    }

    private void take(AtomicIntegerArray pushed, AtomicIntegerArray taken) {
        for (int left = PIPES * ROUNDS; left > 0;) {
            Pipe pipe = stack.takeAll();
            while (pipe != null) {
                Pipe below = stack.next(pipe);
                int index = pipes.indexOf(pipe);
                taken.incrementAndGet(index);
                assertThat(pushed.getAndSet(index, 0)).isEqualTo(1);
                pipe = below;
                left--;
            }
            Thread.yield();
        }
    }
}
