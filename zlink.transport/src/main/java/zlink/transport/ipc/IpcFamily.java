package zlink.transport.ipc;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import zlink.transport.channel.ChannelFamily;

/** The ends of a Unix domain connection: paths, and the peer's user and group. */
final class IpcFamily implements ChannelFamily {

    /** The path; empty for the connecting end, which has no name. */
    @Override
    public String text(SocketAddress address) {
        return address instanceof UnixDomainSocketAddress unix ? unix.getPath().toString() : "";
    }

    /** {@code Peer-User} and {@code Peer-Group} as the kernel vouches for them, where it does. */
    @Override
    public Map<String, String> peerProperties(SocketChannel established) throws IOException {
        if (!established.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return Map.of();
        }
        UnixDomainPrincipal peer = established.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return Map.of("Peer-User", peer.user().getName(), "Peer-Group", peer.group().getName());
    }
}
