package zlink.benchmarks.jeromq;

import java.time.Duration;
import org.zeromq.ZMQ;

/** Receives a frame within a time; JeroMQ has that as a setting of the socket only. */
final class Waiting {
    private static final int FOREVER = -1;

    private Waiting() {
    }

    /** The next frame, or null if none came. */
    static byte[] upTo(Duration timeout, ZMQ.Socket socket) {
        if (timeout.isZero()) {
            return socket.recv(ZMQ.DONTWAIT);
        }
        socket.setReceiveTimeOut((int) timeout.toMillis());
        byte[] frame = socket.recv();
        socket.setReceiveTimeOut(FOREVER);
        return frame;
    }
}
