package zlink.engine.proxy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import zlink.api.Message;
import zlink.api.Sender;
import zlink.api.ZlinkException;

/**
 * Where copies of forwarded messages go.
 *
 * <p>Who listens in must not hold up those who talk: a copy that the socket does not take at once is dropped and
 * counted, and once the socket fails there are no more copies. (libzmq's proxy waits for its capture socket, and stops
 * with it.)
 */
final class Capture {
    private static final Logger LOG = System.getLogger(Capture.class.getPackageName());

    private final AtomicLong dropped = new AtomicLong(); // written by the proxy's thread
    private Optional<Sender> target;                     // proxy's thread only

    Capture(Optional<Sender> target) {
        this.target = target;
    }

    void copy(Message message) {
        if (target.isEmpty()) {
            return;
        }
        try {
            if (!target.get().trySend(message)) {
                dropped.setRelease(dropped.getPlain() + 1);
            }
        } catch (ZlinkException e) {
            LOG.log(Level.WARNING, "the proxy goes on without its capture socket " + target.get(), e);
            target = Optional.empty();
        }
    }

    long dropped() {
        return dropped.getAcquire();
    }
}
