package zlink.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All targets, by the names that {@code ./fuzz} knows them by. */
enum Target {
    /** {@link HandshakeFuzz}. */
    HANDSHAKE(HandshakeFuzz.class, HandshakeFuzz::fuzzerTestOneInput, HandshakeFuzz::seeds, 5000),
    /** {@link FramesFuzz}. */
    FRAMES(FramesFuzz.class, FramesFuzz::fuzzerTestOneInput, FramesFuzz::seeds, 500),
    /** {@link WebSocketFuzz}. */
    WEBSOCKET(WebSocketFuzz.class, WebSocketFuzz::fuzzerTestOneInput, WebSocketFuzz::seeds, 300),
    /** {@link UpgradeFuzz}. */
    UPGRADE(UpgradeFuzz.class, UpgradeFuzz::fuzzerTestOneInput, UpgradeFuzz::seeds, 1000),
    /** {@link EndpointFuzz}. */
    ENDPOINT(EndpointFuzz.class, EndpointFuzz::fuzzerTestOneInput, EndpointFuzz::seeds, 10_000),
    /** {@link PemFuzz}. */
    PEM(PemFuzz.class, PemFuzz::fuzzerTestOneInput, PemFuzz::seeds, 100),
    /** {@link TlsFuzz}. */
    TLS(TlsFuzz.class, TlsFuzz::fuzzerTestOneInput, TlsFuzz::seeds, 30);

    private final Class<?> type;
    private final Consumer<byte[]> entry;
    private final Supplier<List<byte[]>> seeds;
    private final int triesInTheSuite;

    Target(Class<?> type, Consumer<byte[]> entry, Supplier<List<byte[]>> seeds, int triesInTheSuite) {
        this.type = type;
        this.entry = entry;
        this.seeds = seeds;
        this.triesInTheSuite = triesInTheSuite;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The class that Jazzer is told. */
    Class<?> type() {
        return type;
    }

    /** Runs one input; throws whatever is a finding. */
    void run(byte[] input) {
        entry.accept(input);
    }

    /** Valid conversations. */
    List<byte[]> seeds() {
        return seeds.get();
    }

    /** How many mutations take about a second. */
    int triesInTheSuite() {
        return triesInTheSuite;
    }
}
