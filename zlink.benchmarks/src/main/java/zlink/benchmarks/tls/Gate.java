package zlink.benchmarks.tls;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;

/** Waits for a channel to be ready for one kind of operation. */
final class Gate implements AutoCloseable {

    private final Selector selector;

    Gate(SelectableChannel channel, int operation) throws IOException {
        selector = Selector.open();
        channel.register(selector, operation);
    }

    void await() throws IOException {
        selector.select();
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
