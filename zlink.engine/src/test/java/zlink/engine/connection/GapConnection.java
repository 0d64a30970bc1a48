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
        gap.run();
    }

    @Override
    void lent() {
        gap.run();
        super.lent();
        gap.run();
    }

    @Override
    void writeBlocked() {
        gap.run(); // BLOCKED is published, the loop does not know
        super.writeBlocked();
        gap.run(); // the loop may look before its asker is done
    }

    @Override
    void wroteAll() {
        gap.run(); // IDLE is published
        super.wroteAll();
        gap.run();
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
        gap.run();
    }

    @Override
    void watchReading(boolean on) {
        gap.run(); // the loop has found that it need or need not watch
        super.watchReading(on);
        gap.run();
    }

    /** Without a gap. */
    ReadState readState() {
        return super.reader().state();
    }

    @Override
    Reader reader() {
        gap.run(); // among others: credit has been returned, and whether reading had stopped not been looked at
        return super.reader();
    }

    @Override
    boolean hasBatch() {
        gap.run(); // before either look of the tick
        boolean batch = super.hasBatch();
        gap.run(); // it has looked, and nothing has come of it yet
        return batch;
    }
}
