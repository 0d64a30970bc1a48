package zlink.engine.monitor;

/** A program that records events in a runtime without {@code jdk.jfr}. */
public final class WithoutFlightRecorder {
    static final String DONE = "done without jdk.jfr";

    private WithoutFlightRecorder() { }

    /** Fails if the module is there after all. */
    public static void main(String... arguments) {
        if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
            throw new IllegalStateException("this runtime has jdk.jfr");
        }
        callEverything();
        System.out.println(DONE);
    }

    static void callEverything() {
        FlightRecorder.connectionOpened(1, "tcp://127.0.0.1:1", "127.0.0.1:2");
        FlightRecorder.connectionClosed(2, "tcp://127.0.0.1:1", "PEER_CLOSED", "");
        FlightRecorder.handshakeFailed(3, "tcp://127.0.0.1:1", "TIMEOUT", "silent");
        FlightRecorder.reconnecting("tcp://127.0.0.1:1", 4, 5_000_000, "refused");
        FlightRecorder.highWaterMark(6, "send");
        FlightRecorder.messagesDropped(7, 8);
        FlightRecorder.loopStalled("zlink-1-io-0", 9_000_000_000L);
    }
}
