package zlink.transport.channel;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;

/** The sizes of a channel's buffers in the kernel. */
public final class BufferSizes {

    private BufferSizes() {
    }

    /** Sets what the options say; what they leave open stays the system's choice. */
    public static void apply(SocketChannel channel, SocketOptions options) throws IOException {
        Optional<Integer> send = options.find(SocketOption.SEND_BUFFER);
        if (send.isPresent()) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, send.get());
        }
        Optional<Integer> receive = options.find(SocketOption.RECEIVE_BUFFER);
        if (receive.isPresent()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receive.get());
        }
    }
}
