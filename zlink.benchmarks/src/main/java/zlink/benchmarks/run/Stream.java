package zlink.benchmarks.run;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import zlink.benchmarks.link.Link;

/** One thread sends as fast as it can, the other receives and checks. */
final class Stream implements Trial {
    private static final int MESSAGES_PER_REPORT = 1 << 10;

    private final Link link;
    private final int messages;
    private final int bytes;
    private final CyclicBarrier start = new CyclicBarrier(2); // so that starting a thread is not measured

    private long startedNs;  // near thread; read after it has ended
    private long finishedNs; // far thread; read after it has ended
    private volatile long received; // written by the far thread, now and then

    Stream(Link link, int messages, int bytes) {
        this.link = link;
        this.messages = messages;
        this.bytes = bytes;
    }

    @Override
    public void near() throws Exception {
        Bodies bodies = new Bodies(bytes);
        start.await();
        startedNs = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            link.near().send(bodies.of(i));
        }
    }

    @Override
    public void far() throws Exception {
        Checker checker = new Checker(bytes);
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        start.await();
        for (int i = 0; i < messages; i++) {
            buffer.clear();
            checker.check(buffer, link.far().receive(buffer));
            if (i % MESSAGES_PER_REPORT == 0) {
                received = i;
            }
        }
        finishedNs = System.nanoTime();
        received = messages;
        buffer.clear();
        checker.checkNothing(link.far().receive(buffer, Duration.ZERO));
    }

    @Override
    public long progress() {
        return received;
    }

    @Override
    public Measured measured() {
        return new Measured(finishedNs - startedNs, Optional.empty());
    }
}
