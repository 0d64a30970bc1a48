package zlink.transport.tls;

import java.io.IOException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** Shakes hands: first the connection below, then TLS. I/O loop only, before anybody reads or writes. */
final class TlsHandshake {

    /** How far it has come; never back. */
    private enum Phase {
        BELOW, TLS, DONE;

        /** The only way on. */
        Phase next() {
            return values()[Math.min(ordinal() + 1, DONE.ordinal())];
        }
    }

    /** Wraps and unwraps of one call; several times what a handshake takes, unless the peer sends it in crumbs. */
    private static final int STEPS_PER_CALL = 64;

    /**
     * Delegated tasks of one call, after which the loop's other connections have their turn: each may sign, agree on
     * a key or check a chain of certificates, which takes a millisecond or more.
     */
    private static final int TASKS_PER_CALL = 1;

    private final Connection below;
    private final SSLEngine engine;
    private final RecordReader reader;
    private final RecordWriter writer;
    private final TlsFailure failures;
    private Phase phase = Phase.BELOW;

    TlsHandshake(Connection below, SSLEngine engine, RecordReader reader, RecordWriter writer, TlsFailure failures) {
        this.below = below;
        this.engine = engine;
        this.reader = reader;
        this.writer = writer;
        this.failures = failures;
    }

    /** As {@link Connection#shakeHands}. */
    int advance() throws IOException {
        if (phase == Phase.BELOW) {
            int wanted = below.shakeHands();
            if (wanted != 0) {
                return wanted;
            }
            begin();
        }
        if (phase == Phase.TLS) {
            try {
                int wanted = steps();
                if (wanted != 0) {
                    return wanted;
                }
                phase = phase.next();
            } catch (SSLException | RuntimeException e) { // no engine may throw the latter for what a peer sends
                writer.sayAlert();
                throw failures.inHandshake(e);
            }
        }
        return 0;
    }

    private void begin() throws IOException {
        try {
            engine.beginHandshake();
        } catch (SSLException | RuntimeException e) {
            throw failures.inHandshake(e);
        }
        phase = phase.next();
    }

    private int steps() throws IOException {
        int tasks = 0;
        for (int steps = 0; steps < STEPS_PER_CALL; steps++) {
            HandshakeStatus status = engine.getHandshakeStatus();
            switch (status) {
                case NEED_WRAP -> {
                    if (!writer.advanceHandshake()) {
                        return Readiness.WRITE;
                    }
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    boolean gone = writer.push();
                    if (!reader.advanceHandshake()) { // also while not all has gone: the peer may do the same
                        return gone ? Readiness.READ : Readiness.READ | Readiness.WRITE;
                    }
                }
                case NEED_TASK -> {
                    if (tasks++ == TASKS_PER_CALL) {
                        writer.push();
                        return Readiness.WRITE; // which is there at once as a rule: a turn for the others
                    }
                    Runnable task = engine.getDelegatedTask();
                    if (task != null) {
                        task.run();
                    }
                }
                case NOT_HANDSHAKING, FINISHED -> {
                    return writer.push() ? 0 : Readiness.WRITE; // the peer may be waiting for the last of it
                }
            }
        }
        return Readiness.WRITE;
    }
}
