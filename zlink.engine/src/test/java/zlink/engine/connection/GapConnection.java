package zlink.engine.connection;

import zlink.engine.loop.IoLoop;
import zlink.transport.spi.Connection;

/** A connection that lets others act between what a token holder did and what it asks the loop for. */
final class GapConnection extends WireConnection {
    private final Runnable gap;

    GapConnection(IoLoop loop, Connection channel, ConnectionSettings settings, ConnectionHost host, Runnable gap) {
        super(loop, 1, channel, settings, host);
        this.gap = gap;
    }

    @Override
    void stoppedReading() {
        gap.run(); // STOPPED is published, the reader has not looked again
        super.stoppedReading();
    }

    @Override
    void requestReadWatch() {
        gap.run(); // ARMED is published, the loop does not know
        super.requestReadWatch();
    }

    @Override
    void lent() {
        gap.run();
        super.lent();
    }

    @Override
    void writeBlocked() {
        gap.run(); // BLOCKED is published, the loop does not know
        super.writeBlocked();
    }

    @Override
    void wroteAll() {
        gap.run(); // IDLE is published
        super.wroteAll();
    }

    @Override
    void readerReleased() {
        gap.run();
        super.readerReleased();
    }

    @Override
    void writerReleased() {
        gap.run();
        super.writerReleased();
    }

    @Override
    void requestFlush() {
        gap.run();
        super.requestFlush();
    }

    @Override
    boolean hasBatch() {
        gap.run(); // before either look of the tick
        return super.hasBatch();
    }
}
