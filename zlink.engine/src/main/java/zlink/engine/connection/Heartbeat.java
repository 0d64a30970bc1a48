package zlink.engine.connection;

import zlink.api.DisconnectReason;
import zlink.engine.loop.Timers;
import zlink.engine.zmtp.Commands;

/**
 * Sends PINGs and notices silence. Loop thread only, but for {@link #peerTtl}.
 *
 * <p>Silence counts only while we listen: a connection that is not read because our own queue is full is not dead. Nor
 * does it count while the peer takes what waits before the next PING: it has not been asked yet, and it reads. (libzmq
 * measures no silence at all before its PING has gone out.) A peer that takes nothing and says nothing is dead.
 *
 * <p>Source: ZMTP 3.1 (RFC 37) PING, PONG; ZMQ_HEARTBEAT_IVL, _TIMEOUT, _TTL.
 */
final class Heartbeat {
    static final byte[] NO_CONTEXT = {};

    /** When to look again at a connection that somebody is reading right now. */
    private static final long SOON_NS = 1_000_000L;

    private final WireConnection connection;
    private final ConnectionSettings settings;
    private Timers.Timer ping;
    private Timers.Timer silence;
    private long silenceNs; // 0: any silence is fine
    private int shortestTtl = Integer.MAX_VALUE; // of the peer's so far; guarded by the read token
    private boolean unasked;  // the last PING could not be sent
    private long writtenThen; // bytes, when we last looked
    private long readsNs;     // when we last saw an unasked peer take something; counts if it has
    private boolean reads;    // an unasked peer has taken something

    Heartbeat(WireConnection connection, ConnectionSettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    void start() {
        if (settings.heartbeatNs() > 0) {
            schedulePing();
            if (settings.heartbeatTimeoutNs() != Long.MAX_VALUE) {
                watchSilence(settings.heartbeatNs() + settings.heartbeatTimeoutNs());
            }
        }
    }

    /**
     * The peer wants to be considered dead by us after this much silence of its own. Called by whoever reads; a peer
     * that says so again and again makes no work for the loop.
     */
    void peerTtl(int deciseconds) {
        if (deciseconds < shortestTtl) {
            shortestTtl = deciseconds;
            connection.loop().execute(() -> limitSilence(deciseconds * 100_000_000L));
        }
    }

    private void limitSilence(long limitNs) {
        if (silenceNs == 0 || limitNs < silenceNs) {
            watchSilence(limitNs);
        }
    }

    void stop() {
        if (ping != null) {
            ping.cancel();
        }
        if (silence != null) {
            silence.cancel();
        }
    }

    private void schedulePing() {
        ping = connection.loop().timers().at(connection.loop().nanoTime() + settings.heartbeatNs(), () -> {
            lookWhetherItReads();
            unasked = connection.writer().state() == WriteState.BLOCKED;
            connection.sendControl(Commands.ping(settings.heartbeatTtlDeciseconds(), NO_CONTEXT));
            schedulePing();
        });
    }

    private void lookWhetherItReads() {
        Writer writer = connection.writer();
        long written = writer.bytesWritten();
        if ((unasked || writer.state() == WriteState.BLOCKED) && written != writtenThen) {
            reads = true;
            readsNs = connection.loop().nanoTime();
        }
        writtenThen = written;
    }

    /** When the peer last gave a sign of life. */
    private long lastSignNs() {
        long heardNs = connection.reader().lastHeardNs();
        return reads && readsNs - heardNs > 0 ? readsNs : heardNs;
    }

    private void watchSilence(long limitNs) {
        silenceNs = limitNs;
        if (silence != null) {
            silence.cancel();
        }
        scheduleSilence(connection.loop().nanoTime() + limitNs);
    }

    private void scheduleSilence(long atNs) {
        silence = connection.loop().timers().at(atNs, this::checkSilence);
    }

    private void checkSilence() {
        long nowNs = connection.loop().nanoTime();
        Reader reader = connection.reader();
        lookWhetherItReads();
        if (reader.lastHeardNs() + silenceNs - nowNs <= 0) {
            reader.listen(); // it may be us who did not look: a loop that was held up, a caller that went away
        }
        switch (reader.state()) {
            case STOPPED -> scheduleSilence(nowNs + silenceNs);
            case READING -> scheduleSilence(nowNs + SOON_NS);
            case ARMED, LENT -> judge(nowNs, lastSignNs() + silenceNs);
            case CLOSED -> { }
        }
    }

    private void judge(long nowNs, long deadlineNs) {
        if (deadlineNs - nowNs > 0) {
            scheduleSilence(deadlineNs);
        } else {
            connection.close(DisconnectReason.HEARTBEAT_TIMEOUT,
                    "no sign of life for " + silenceNs / 1_000_000 + " ms");
        }
    }
}
