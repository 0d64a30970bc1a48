package zlink.benchmarks.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Transport;

/** Which cases, in which order. */
final class Plan {
    private static final int SLOW_MESSAGES = 2_000; // each costs a pause, on a busy machine of a millisecond
    private static final int OTHER_MESSAGES = 10_000;
    private static final int CROWD_MESSAGES = 3_000;
    private static final int CROWD_BYTES = 100;
    private static final int COMERS = 4;
    private static final int CYCLES = 500;

    private final Options options;

    Plan(Options options) {
        this.options = options;
    }

    /** Everything the options ask for, once. */
    List<Case> matrix(int round) {
        List<Case> cases = new ArrayList<>();
        for (Transport transport : options.transports()) {
            for (Options.Speculation speculation : options.speculative()) {
                boolean speculative = speculation == Options.Speculation.ON;
                if (options.kinds().contains(Case.Kind.STREAM)) {
                    addStreams(cases, transport, speculative);
                }
                if (options.kinds().contains(Case.Kind.CROWD)) {
                    addCrowds(cases, transport, speculative, round);
                }
                if (options.kinds().contains(Case.Kind.CHURN)) {
                    Hardship hardship = new Hardship(transport, speculative, 1000, false);
                    cases.add(new ChurnCase(COMERS, CYCLES, hardship, seed(round, cases.size()), options.timeout()));
                }
            }
        }
        return cases;
    }

    /** Steady consumers get every number of messages; the others, which take longer, one. */
    private void addStreams(List<Case> cases, Transport transport, boolean speculative) {
        for (Pattern pattern : options.patterns()) {
            for (int bytes : options.sizes()) {
                for (int limit : options.highWaterMarks()) {
                    Hardship usual = new Hardship(transport, speculative, limit, false);
                    for (int count : options.messages()) {
                        cases.add(stream(pattern, bytes, count, Consumer.STEADY, usual));
                    }
                    cases.add(stream(pattern, bytes, SLOW_MESSAGES, Consumer.SLOW, usual));
                    cases.add(stream(pattern, bytes, OTHER_MESSAGES, Consumer.BURSTY, usual));
                    if (transport != Transport.INPROC) { // which has no kernel buffers
                        Hardship narrow = new Hardship(transport, speculative, limit, true);
                        cases.add(stream(pattern, bytes, OTHER_MESSAGES, Consumer.STEADY, narrow));
                        cases.add(stream(pattern, bytes, OTHER_MESSAGES, Consumer.BURSTY, narrow));
                    }
                }
            }
        }
    }

    private StreamCase stream(Pattern pattern, int bytes, int count, Consumer consumer, Hardship hardship) {
        return new StreamCase(pattern, bytes, count, consumer, hardship, options.timeout());
    }

    private void addCrowds(List<Case> cases, Transport transport, boolean speculative, int round) {
        for (CrowdCase.Sockets sockets : CrowdCase.Sockets.values()) {
            for (int limit : options.highWaterMarks()) {
                Hardship hardship = new Hardship(transport, speculative, limit, limit % 2 == 0);
                for (Threads threads : Threads.values()) {
                    if (threads == Threads.PLATFORM || Threads.hasVirtual()) {
                        cases.add(new CrowdCase(sockets, sockets.mostPeers(), 4, 3,
                                CROWD_MESSAGES / sockets.mostPeers(), CROWD_BYTES, threads, hardship,
                                seed(round, cases.size()), options.timeout()));
                    }
                }
            }
        }
    }

    private long seed(int round, int number) {
        return (long) options.seed() << 40 ^ (long) round << 24 ^ number;
    }

    /** The case of the soak with this number; the same for the same seed and options. */
    Case drawn(int number) {
        SplittableRandom random = new SplittableRandom(seed(0, number));
        Hardship hardship = new Hardship(any(options.transports(), random),
                any(options.speculative(), random) == Options.Speculation.ON,
                any(options.highWaterMarks(), random), random.nextBoolean());
        return switch (any(options.kinds(), random)) {
            case STREAM -> drawnStream(hardship, random);
            case CROWD -> crowd(hardship, random);
            case CHURN -> new ChurnCase(1 + random.nextInt(COMERS), 1 + random.nextInt(CYCLES), hardship,
                    random.nextLong(), options.timeout());
        };
    }

    private StreamCase drawnStream(Hardship hardship, SplittableRandom random) {
        Consumer consumer = any(List.of(Consumer.values()), random);
        int most = any(options.messages(), random);
        if (consumer == Consumer.SLOW) {
            most = Math.min(most, SLOW_MESSAGES);
        } else if (hardship.smallBuffers()) {
            // Where tcp has no room it throws a segment away, and sends it again after tens of milliseconds.
            most = Math.min(most, OTHER_MESSAGES);
        }
        return stream(any(options.patterns(), random), any(options.sizes(), random), 1 + random.nextInt(most),
                consumer, hardship);
    }

    private CrowdCase crowd(Hardship hardship, SplittableRandom random) {
        CrowdCase.Sockets sockets = any(List.of(CrowdCase.Sockets.values()), random);
        Threads threads = Threads.hasVirtual() ? any(List.of(Threads.values()), random) : Threads.PLATFORM;
        return new CrowdCase(sockets, 1 + random.nextInt(sockets.mostPeers()), 1 + random.nextInt(6),
                1 + random.nextInt(6), 1 + random.nextInt(CROWD_MESSAGES), Math.max(8, any(options.sizes(), random)),
                threads, hardship, random.nextLong(), options.timeout());
    }

    private static <T> T any(List<T> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }
}
