package zlink.benchmarks.jeromq;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.zeromq.ZMQ;
import zlink.benchmarks.link.BodyReader;
import zlink.benchmarks.link.End;

/** Sends on one socket and receives on the same or another. */
final class SocketEnd implements End {
    private final ZMQ.Socket sending;
    private final ZMQ.Socket receiving;

    SocketEnd(ZMQ.Socket sending, ZMQ.Socket receiving) {
        this.sending = sending;
        this.receiving = receiving;
    }

    /** JeroMQ keeps the array it is given, so a sender that goes on using his has to copy it. */
    @Override
    public void send(byte[] body) {
        if (!sending.send(body.clone())) {
            throw new IllegalStateException("JeroMQ cannot send: error " + sending.errno());
        }
    }

    @Override
    public boolean trySend(byte[] body) {
        return sending.send(body.clone(), ZMQ.DONTWAIT);
    }

    @Override
    public int receive(ByteBuffer target) {
        byte[] body = receiving.recv();
        target.put(body);
        return body.length;
    }

    @Override
    public int receive(ByteBuffer target, Duration timeout) {
        byte[] body = Waiting.upTo(timeout, receiving);
        if (body == null) {
            return -1;
        }
        target.put(body);
        return body.length;
    }

    @Override
    public void receive(ByteBuffer scratch, BodyReader reader) {
        byte[] body = receiving.recv();
        reader.read(body, body.length);
    }
}
