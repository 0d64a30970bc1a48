package zlink.benchmarks.run;

import java.nio.ByteBuffer;
import java.util.Optional;
import zlink.benchmarks.link.Link;

/** One thread sends a message and waits for the answer, the other answers; both check. */
final class Echo implements Trial {
    /** For each so many round trips that count one goes before, since the first ones meet cold code. */
    private static final int TRIPS_PER_WARM_UP = 5;
    private static final int TRIPS_PER_REPORT = 1 << 8;

    private final Link link;
    private final int trips;
    private final int warmUp;
    private final int bytes;
    private final long[] roundTripsNs; // near thread; read after it has ended

    private long startedNs;  // near thread
    private long finishedNs; // near thread
    private volatile long answered; // written by the near thread, now and then

    Echo(Link link, int trips, int bytes) {
        this.link = link;
        this.trips = trips;
        this.warmUp = trips / TRIPS_PER_WARM_UP;
        this.bytes = bytes;
        this.roundTripsNs = new long[trips];
    }

    @Override
    public void near() {
        Bodies bodies = new Bodies(bytes);
        Checker checker = new Checker(bytes);
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        for (int i = -warmUp; i < trips; i++) {
            byte[] body = bodies.of(i + warmUp);
            buffer.clear();
            long sentNs = System.nanoTime();
            link.near().send(body);
            int size = link.near().receive(buffer);
            finishedNs = System.nanoTime();
            checker.check(buffer, size);
            if (i == 0) {
                startedNs = sentNs;
            }
            if (i >= 0) {
                roundTripsNs[i] = finishedNs - sentNs;
            }
            if (i % TRIPS_PER_REPORT == 0) {
                answered = Math.max(i, 0);
            }
        }
    }

    @Override
    public void far() {
        Bodies bodies = new Bodies(bytes);
        Checker checker = new Checker(bytes);
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        for (int i = 0; i < trips + warmUp; i++) {
            buffer.clear();
            checker.check(buffer, link.far().receive(buffer));
            link.far().send(bodies.of(i));
        }
    }

    @Override
    public long progress() {
        return answered;
    }

    @Override
    public Measured measured() {
        return new Measured(finishedNs - startedNs, Optional.of(Latency.ofRoundTrips(roundTripsNs)));
    }
}
