package zlink.benchmarks.jeromq;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zlink.benchmarks.link.BodyReader;
import zlink.benchmarks.link.End;

/** A ROUTER that talks to one peer, whose routing id it knows. */
final class RouterEnd implements End {
    private final ZMQ.Socket socket;
    private final byte[] peer;

    RouterEnd(ZMQ.Socket socket, String peer) {
        this.socket = socket;
        this.peer = peer.getBytes(ZMQ.CHARSET);
    }

    @Override
    public void send(byte[] body) {
        if (!socket.sendMore(peer) || !socket.send(body.clone())) {
            throw new IllegalStateException("JeroMQ cannot send: error " + socket.errno());
        }
    }

    @Override
    public boolean trySend(byte[] body) {
        try {
            return socket.send(peer, ZMQ.SNDMORE | ZMQ.DONTWAIT) && socket.send(body.clone(), ZMQ.DONTWAIT);
        } catch (ZMQException notThereYet) {
            return false;
        }
    }

    @Override
    public int receive(ByteBuffer target) {
        socket.recv(); // whom it is from; there is only one
        byte[] body = socket.recv();
        target.put(body);
        return body.length;
    }

    @Override
    public int receive(ByteBuffer target, Duration timeout) {
        if (Waiting.upTo(timeout, socket) == null) {
            return -1;
        }
        byte[] body = socket.recv();
        target.put(body);
        return body.length;
    }

    @Override
    public void receive(ByteBuffer scratch, BodyReader reader) {
        socket.recv();
        byte[] body = socket.recv();
        reader.read(body, body.length);
    }
}
