package zlink.benchmarks.growth.role;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import zlink.api.Context;
import zlink.api.PushSocket;
import zlink.benchmarks.measure.Fields;
import zlink.benchmarks.measure.Payload;

/**
 * The many: {@code join}, plain channels that shake hands and are idle until {@code burst}, in which each sends some
 * messages, one after the other; and {@code attach}, a socket that may {@code send}.
 */
final class PushRole implements Role {
    private final List<PushChannel> channels = new ArrayList<>();
    private final List<PushSocket> sockets = new ArrayList<>();
    private Context context; // opened with the first socket

    @Override
    public Fields perform(Fields order) throws IOException {
        return switch (order.text("do")) {
            case "join" -> join(order.text("endpoints").split(","), (int) order.number("connections"));
            case "attach" -> attach(order.text("endpoint"));
            case "send" -> send((int) order.number("by"), order.number("messages"), (int) order.number("bytes"));
            case "burst" -> burst(order.number("laps"), (int) order.number("each"), (int) order.number("bytes"));
            default -> throw Role.unknown(order);
        };
    }

    /** To each of the endpoints in turn. */
    private Fields join(String[] endpoints, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            channels.add(PushChannel.connect(endpoints[i % endpoints.length]));
        }
        return new Fields().with("connections", channels.size());
    }

    private Fields attach(String endpoint) {
        if (context == null) {
            context = Context.create();
        }
        PushSocket socket = context.push();
        socket.connect(endpoint);
        sockets.add(socket);
        return new Fields().with("socket", sockets.size() - 1);
    }

    private Fields send(int by, long messages, int bytes) {
        PushSocket socket = sockets.get(by);
        Payload payload = new Payload(bytes);
        Stopwatch stopwatch = new Stopwatch();
        for (long i = 0; i < messages; i++) {
            socket.send(payload.of(i, 0));
        }
        return stopwatch.stop(messages);
    }

    private Fields burst(long laps, int each, int bytes) throws IOException {
        Burst burst = new Burst(each, bytes);
        Stopwatch stopwatch = new Stopwatch();
        for (long lap = 0; lap < laps; lap++) {
            for (int i = 0; i < channels.size(); i++) {
                channels.get(i).write(burst.of(lap * each, i));
            }
        }
        return stopwatch.stop(laps * each * channels.size());
    }

    @Override
    public void close() throws IOException {
        for (PushChannel channel : channels) {
            channel.close();
        }
        if (context != null) {
            context.close(Duration.ZERO);
        }
    }
}
