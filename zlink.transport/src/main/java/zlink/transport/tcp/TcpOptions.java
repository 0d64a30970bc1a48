package zlink.transport.tcp;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.channel.BufferSizes;

/** Puts a socket's options onto its tcp channels. */
final class TcpOptions {

    private TcpOptions() {
    }

    /** Before the channel is bound. */
    static void applyToListener(ServerSocketChannel channel, SocketOptions options) throws IOException {
        // As libzmq: a port whose old connections are still in TIME_WAIT can be bound again at once.
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        // The scale of the window is settled before a peer is accepted, so it has to come from the listener.
        set(channel, StandardSocketOptions.SO_RCVBUF, options.find(SocketOption.RECEIVE_BUFFER));
    }

    /** Before the channel is connected, or after it was accepted. */
    static void applyToStream(SocketChannel channel, SocketOptions options) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true); // batching is the engine's, never the kernel's
        BufferSizes.apply(channel, options);
        int typeOfService = options.get(SocketOption.TYPE_OF_SERVICE);
        if (typeOfService != 0) {
            channel.setOption(StandardSocketOptions.IP_TOS, typeOfService);
        }
        set(channel, StandardSocketOptions.SO_KEEPALIVE, options.find(SocketOption.TCP_KEEPALIVE));
        set(channel, ExtendedSocketOptions.TCP_KEEPIDLE, seconds(options.find(SocketOption.TCP_KEEPALIVE_IDLE)));
        set(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL,
                seconds(options.find(SocketOption.TCP_KEEPALIVE_INTERVAL)));
        set(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, options.find(SocketOption.TCP_KEEPALIVE_COUNT));
    }

    private static Optional<Integer> seconds(Optional<Duration> duration) {
        return duration.map(value -> (int) value.toSeconds());
    }

    /** Keep-alive timing is missing on some systems, where it is a wish rather than an error, as in libzmq. */
    private static <T> void set(NetworkChannel channel, java.net.SocketOption<T> option, Optional<T> value)
            throws IOException {
        if (value.isPresent() && channel.supportedOptions().contains(option)) {
            channel.setOption(option, value.get());
        }
    }
}
