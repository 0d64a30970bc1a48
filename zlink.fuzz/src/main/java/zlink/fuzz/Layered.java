package zlink.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import zlink.transport.spi.Connection;

/** Reads a layer over a {@link Feed} to the end of what comes, as the engine does. */
final class Layered {
    /** Calls in a row that change nothing although the layer does not ask for more. */
    private static final int MOST_IDLE = 1000;

    /** One for all, as a loop's is; allocating it would take longer than most inputs. */
    private static final ByteBuffer TARGET = ByteBuffer.allocateDirect(2000);

    private final Feed feed;
    private final Connection layer;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private String end = "open";
    private boolean shaken;

    Layered(Feed feed, Connection layer) {
        this.feed = feed;
        this.layer = layer;
    }

    /** Goes on until there is nothing more, or it has failed or ended. */
    Layered run() {
        int idle = 0;
        try {
            while (true) {
                if (!shaken) {
                    shaken = layer.shakeHands() == 0;
                }
                int count = shaken ? layer.read(TARGET.clear()) : 0;
                if (count < 0) {
                    end = "ended";
                    return this;
                }
                read.writeBytes(Bytes.remaining(TARGET.limit(count).rewind()));
                layer.flush();
                idle = count > 0 || feed.hasMoved() ? 0 : idle + 1;
                if (count == 0 && !(shaken && layer.hasInput())) {
                    if (feed.isUsedUp()) {
                        return this;
                    }
                    feed.next();
                }
                Property.check(idle < MOST_IDLE, "the layer spins: it neither takes nor gives nor waits");
            }
        } catch (IOException e) {
            Property.check(e.getMessage() != null, "no reason given by " + e);
            end = "failed: " + e.getMessage();
            return this;
        } finally {
            flush();
        }
    }

    private void flush() {
        try {
            layer.flush();
        } catch (IOException e) {
            end += ", and to flush: " + e.getMessage();
        }
    }

    boolean isShaken() {
        return shaken;
    }

    /** What it gave. */
    byte[] read() {
        return read.toByteArray();
    }

    /** How it ended. */
    String end() {
        return end;
    }
}
