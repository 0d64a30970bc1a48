package zlink.transport.channel;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;

/** What one kind of socket channel knows of its two ends. Stateless, from any thread. */
public interface ChannelFamily {

    /** An address as text for events and metadata; empty for an unnamed one. Never resolves a name. */
    String text(SocketAddress address);

    /** What is known of the peer of an established channel, under the names of its metadata. */
    Map<String, String> peerProperties(SocketChannel established) throws IOException;
}
