package zlink.benchmarks.link;

import java.nio.ByteBuffer;
import java.time.Duration;
import zlink.api.Receiver;
import zlink.api.Sender;

/**
 * Sends and receives without addresses: on one socket, or for PUBSUB, whose sockets do only one of the two, on a
 * publisher and a subscriber.
 */
final class DuplexEnd implements End {
    private final Sender sender;
    private final Receiver receiver;

    DuplexEnd(Sender sender, Receiver receiver) {
        this.sender = sender;
        this.receiver = receiver;
    }

    @Override
    public void send(byte[] body) {
        sender.send(body);
    }

    @Override
    public boolean trySend(byte[] body) {
        return sender.trySend(body);
    }

    @Override
    public int receive(ByteBuffer target) {
        return receiver.receive(target);
    }

    @Override
    public int receive(ByteBuffer target, Duration timeout) {
        return receiver.receive(target, timeout);
    }
}
