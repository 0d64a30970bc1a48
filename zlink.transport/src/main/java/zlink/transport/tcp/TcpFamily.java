package zlink.transport.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import zlink.transport.channel.ChannelFamily;

/** The ends of a tcp connection. */
final class TcpFamily implements ChannelFamily {

    @Override
    public String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? TcpText.address(inet) : "";
    }

    /** {@code Peer-Address} is the bare address, without a port, as libzmq has it. */
    @Override
    public Map<String, String> peerProperties(SocketChannel established) throws IOException {
        return established.getRemoteAddress() instanceof InetSocketAddress peer
                ? Map.of("Peer-Address", TcpText.numeric(peer.getAddress()))
                : Map.of();
    }
}
