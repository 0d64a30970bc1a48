package zlink.engine.monitor;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * All that touches {@code jdk.jfr}; only {@link FlightRecorder} uses it, where the module is there.
 *
 * <p>One instance of each event is kept to ask whether it is wanted; another is made only then. No stack traces: it is
 * always the engine that commits.
 */
final class FlightEvents {
    private static final ConnectionOpened CONNECTION_OPENED = new ConnectionOpened();
    private static final ConnectionClosed CONNECTION_CLOSED = new ConnectionClosed();
    private static final HandshakeFailed HANDSHAKE_FAILED = new HandshakeFailed();
    private static final Reconnect RECONNECT = new Reconnect();
    private static final HighWaterMark HIGH_WATER_MARK = new HighWaterMark();
    private static final MessagesDropped MESSAGES_DROPPED = new MessagesDropped();
    private static final LoopStall LOOP_STALL = new LoopStall();

    private FlightEvents() { }

    static void connectionOpened(long connectionId, String endpoint, String peer) {
        if (CONNECTION_OPENED.isEnabled()) {
            ConnectionOpened event = new ConnectionOpened();
            event.connectionId = connectionId;
            event.endpoint = endpoint;
            event.peer = peer;
            event.commit();
        }
    }

    static void connectionClosed(long connectionId, String endpoint, String reason, String detail) {
        if (CONNECTION_CLOSED.isEnabled()) {
            ConnectionClosed event = new ConnectionClosed();
            event.connectionId = connectionId;
            event.endpoint = endpoint;
            event.reason = reason;
            event.detail = detail;
            event.commit();
        }
    }

    static void handshakeFailed(long connectionId, String endpoint, String reason, String detail) {
        if (HANDSHAKE_FAILED.isEnabled()) {
            HandshakeFailed event = new HandshakeFailed();
            event.connectionId = connectionId;
            event.endpoint = endpoint;
            event.reason = reason;
            event.detail = detail;
            event.commit();
        }
    }

    static void reconnecting(String endpoint, int attempt, long delayNs, String detail) {
        if (RECONNECT.isEnabled()) {
            Reconnect event = new Reconnect();
            event.endpoint = endpoint;
            event.attempt = attempt;
            event.delay = delayNs;
            event.detail = detail;
            event.commit();
        }
    }

    static void highWaterMark(long connectionId, String direction) {
        if (HIGH_WATER_MARK.isEnabled()) {
            HighWaterMark event = new HighWaterMark();
            event.connectionId = connectionId;
            event.direction = direction;
            event.commit();
        }
    }

    static void messagesDropped(long connectionId, long count) {
        if (MESSAGES_DROPPED.isEnabled()) {
            MessagesDropped event = new MessagesDropped();
            event.connectionId = connectionId;
            event.count = count;
            event.commit();
        }
    }

    static void loopStalled(String loop, long durationNs) {
        if (LOOP_STALL.isEnabled()) {
            LoopStall event = new LoopStall();
            event.loop = loop;
            event.stall = durationNs;
            event.commit();
        }
    }

    @Name("zlink.ConnectionOpened")
    @Label("Connection Opened")
    @Description("A connection to a peer stands; its handshake begins")
    @Category("zlink")
    @StackTrace(false)
    private static final class ConnectionOpened extends Event {
        @Label("Connection")
        @Description("The connection's number, as in monitor events")
        private long connectionId;
        @Label("Endpoint")
        @Description("The endpoint bound or connected to")
        private String endpoint;
        @Label("Peer")
        @Description("The peer's address; empty if the transport has none")
        private String peer;
    }

    @Name("zlink.ConnectionClosed")
    @Label("Connection Closed")
    @Description("A connection to a peer ended")
    @Category("zlink")
    @StackTrace(false)
    private static final class ConnectionClosed extends Event {
        @Label("Connection")
        @Description("The connection's number, as in monitor events")
        private long connectionId;
        @Label("Endpoint")
        @Description("The endpoint bound or connected to")
        private String endpoint;
        @Label("Reason")
        @Description("Why it ended, as a zlink.api.DisconnectReason")
        private String reason;
        @Label("Detail")
        private String detail;
    }

    @Name("zlink.HandshakeFailed")
    @Label("Handshake Failed")
    @Description("A connection was closed because its handshake failed")
    @Category("zlink")
    @StackTrace(false)
    private static final class HandshakeFailed extends Event {
        @Label("Connection")
        @Description("The connection's number, as in monitor events")
        private long connectionId;
        @Label("Endpoint")
        @Description("The endpoint bound or connected to")
        private String endpoint;
        @Label("Reason")
        @Description("Why it failed, as a zlink.api.HandshakeFailure")
        private String reason;
        @Label("Detail")
        private String detail;
    }

    @Name("zlink.Reconnect")
    @Label("Reconnect")
    @Description("Connecting failed and will be tried again")
    @Category("zlink")
    @StackTrace(false)
    private static final class Reconnect extends Event {
        @Label("Endpoint")
        @Description("The endpoint to connect to")
        private String endpoint;
        @Label("Attempt")
        @Description("The attempt that failed, counted from 1 since the last success")
        private int attempt;
        @Label("Delay")
        @Description("Time until the next attempt")
        @Timespan(Timespan.NANOSECONDS)
        private long delay;
        @Label("Detail")
        private String detail;
    }

    @Name("zlink.HighWaterMark")
    @Label("High-Water Mark")
    @Description("The queue of a connection is full")
    @Category("zlink")
    @StackTrace(false)
    @Enabled(false)
    private static final class HighWaterMark extends Event {
        @Label("Connection")
        @Description("The connection's number, as in monitor events")
        private long connectionId;
        @Label("Direction")
        @Description("Which queue: send or receive")
        private String direction;
    }

    @Name("zlink.MessagesDropped")
    @Label("Messages Dropped")
    @Description("Messages were thrown away because a peer was full or not there, as the pattern demands")
    @Category("zlink")
    @StackTrace(false)
    @Enabled(false)
    private static final class MessagesDropped extends Event {
        @Label("Connection")
        @Description("The connection's number, as in monitor events; 0 for none in particular")
        private long connectionId;
        @Label("Count")
        @Description("How many messages")
        private long count;
    }

    @Name("zlink.LoopStall")
    @Label("Loop Stall")
    @Description("An I/O loop did not come round for a long time, so its connections were not served")
    @Category("zlink")
    @StackTrace(false)
    private static final class LoopStall extends Event {
        @Label("Loop")
        @Description("The name of the loop's thread")
        private String loop;
        @Label("Stall")
        @Description("How long it took to come round")
        @Timespan(Timespan.NANOSECONDS)
        private long stall;
    }
}
