package zlink.benchmarks.growth.role;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import zlink.api.Context;
import zlink.api.PubSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.api.SubSocket;
import zlink.benchmarks.link.BodyReader;
import zlink.benchmarks.scenario.Transport;

/** zlink's, received into a buffer. */
final class ZlinkPubSub implements PubSub {
    private static final SocketOptions OPTIONS = SocketOptions.defaults()
            .with(SocketOption.SEND_HIGH_WATER_MARK, HIGH_WATER_MARK)
            .with(SocketOption.RECEIVE_HIGH_WATER_MARK, HIGH_WATER_MARK);
    private static final int MAX_BYTES = 1 << 20;

    private final Context context = Context.create();
    private final ByteBuffer scratch = ByteBuffer.allocate(MAX_BYTES);
    private final List<SubSocket> subscribers = new ArrayList<>();
    private PubSocket publisher; // opened by publish()

    @Override
    public String publish() {
        publisher = context.pub(OPTIONS.applicableTo(SocketType.PUB));
        return publisher.bind(Transport.TCP.anywhere()).endpoint().toString();
    }

    @Override
    public void send(byte[] body) {
        publisher.send(body);
    }

    @Override
    public long dropped() {
        return publisher.statistics().messagesDropped();
    }

    @Override
    public long writes() {
        return publisher.statistics().writes().total();
    }

    @Override
    public void subscribe(String endpoint) {
        SubSocket subscriber = context.sub(OPTIONS.applicableTo(SocketType.SUB));
        subscriber.subscribe("");
        subscriber.connect(endpoint);
        subscribers.add(subscriber);
    }

    @Override
    public void receive(int subscriber, BodyReader reader) {
        scratch.clear();
        reader.read(scratch.array(), subscribers.get(subscriber).receive(scratch));
    }

    @Override
    public boolean receive(int subscriber, BodyReader reader, Duration timeout) {
        scratch.clear();
        int size = subscribers.get(subscriber).receive(scratch, timeout);
        if (size >= 0) {
            reader.read(scratch.array(), size);
        }
        return size >= 0;
    }

    @Override
    public void close() {
        context.close(Duration.ZERO);
    }
}
