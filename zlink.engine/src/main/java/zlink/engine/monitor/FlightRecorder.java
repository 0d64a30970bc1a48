package zlink.engine.monitor;

/**
 * The engine's events for JDK Flight Recorder, in the category {@code zlink}.
 *
 * <p>Costs a check and allocates nothing while no recording wants the event. Without the module {@code jdk.jfr} every
 * method does nothing. A program on the module path has that module if something requires it or with
 * {@code --add-modules jdk.jfr}; on the class path it is always there, unless the runtime was linked without it. Any
 * thread.
 *
 * <table>
 * <caption>The events; those that can happen for every message are off unless a recording enables them</caption>
 * <tr><th>name</th><th>default</th></tr>
 * <tr><td>zlink.ConnectionOpened</td><td>on</td></tr>
 * <tr><td>zlink.ConnectionClosed</td><td>on</td></tr>
 * <tr><td>zlink.HandshakeFailed</td><td>on</td></tr>
 * <tr><td>zlink.Reconnect</td><td>on</td></tr>
 * <tr><td>zlink.HighWaterMark</td><td>off</td></tr>
 * <tr><td>zlink.MessagesDropped</td><td>off</td></tr>
 * <tr><td>zlink.LoopStall</td><td>on</td></tr>
 * </table>
 */
public final class FlightRecorder {
    // Whether FlightEvents can be loaded: it must not be touched otherwise.
    private static final boolean AVAILABLE = ModuleLayer.boot().findModule("jdk.jfr")
            .filter(FlightRecorder.class.getModule()::canRead).isPresent();

    private FlightRecorder() { }

    /**
     * A transport's connection stands.
     *
     * @param peer the peer's address
     */
    public static void connectionOpened(long connectionId, String endpoint, String peer) {
        if (AVAILABLE) {
            FlightEvents.connectionOpened(connectionId, endpoint, peer);
        }
    }

    /**
     * A connection ended.
     *
     * @param reason why, as a {@link zlink.api.DisconnectReason}
     * @param detail more words; empty if there are none
     */
    public static void connectionClosed(long connectionId, String endpoint, String reason, String detail) {
        if (AVAILABLE) {
            FlightEvents.connectionClosed(connectionId, endpoint, reason, detail);
        }
    }

    /**
     * A handshake failed.
     *
     * @param reason why, as a {@link zlink.api.HandshakeFailure}
     * @param detail more words; empty if there are none
     */
    public static void handshakeFailed(long connectionId, String endpoint, String reason, String detail) {
        if (AVAILABLE) {
            FlightEvents.handshakeFailed(connectionId, endpoint, reason, detail);
        }
    }

    /**
     * Connecting failed and will be tried again.
     *
     * @param attempt the one that failed, counted from 1
     * @param delayNs until the next one
     * @param detail why it failed
     */
    public static void reconnecting(String endpoint, int attempt, long delayNs, String detail) {
        if (AVAILABLE) {
            FlightEvents.reconnecting(endpoint, attempt, delayNs, detail);
        }
    }

    /**
     * A connection's queue is full.
     *
     * @param direction {@code send} or {@code receive}
     */
    public static void highWaterMark(long connectionId, String direction) {
        if (AVAILABLE) {
            FlightEvents.highWaterMark(connectionId, direction);
        }
    }

    /**
     * Messages were thrown away, as the pattern demands.
     *
     * @param connectionId for whom; 0 if for nobody in particular
     */
    public static void messagesDropped(long connectionId, long count) {
        if (AVAILABLE) {
            FlightEvents.messagesDropped(connectionId, count);
        }
    }

    /**
     * An I/O loop did not come round for a long time.
     *
     * @param loop the name of its thread
     * @param durationNs how long
     */
    public static void loopStalled(String loop, long durationNs) {
        if (AVAILABLE) {
            FlightEvents.loopStalled(loop, durationNs);
        }
    }
}
