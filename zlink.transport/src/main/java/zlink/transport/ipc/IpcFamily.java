package zlink.transport.ipc;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import zlink.transport.channel.ChannelFamily;

/** The ends of a Unix domain connection: paths, and the peer's user and group. */
final class IpcFamily implements ChannelFamily {

    private static final UnixDomainSocketAddress UNNAMED = UnixDomainSocketAddress.of("");

    private final PrincipalNumbers numbers;
    private final SocketAddress bound; // what the kernel says, which is where the file was made
    private final String shown;

    IpcFamily() {
        this(new PrincipalNumbers(), UNNAMED, "");
    }

    private IpcFamily(PrincipalNumbers numbers, SocketAddress bound, String shown) {
        this.numbers = numbers;
        this.bound = bound;
        this.shown = shown;
    }

    /** The same for the connections of a listener whose file is now at another path than it was bound to. */
    IpcFamily showing(SocketAddress boundAddress, Path path) {
        return new IpcFamily(numbers, boundAddress, path.toString());
    }

    /** The path; empty for the connecting end, which has no name. */
    @Override
    public String text(SocketAddress address) {
        if (address.equals(bound)) {
            return shown;
        }
        return address instanceof UnixDomainSocketAddress unix ? unix.getPath().toString() : "";
    }

    /**
     * {@code Peer-User} and {@code Peer-Group} as the kernel vouches for them, where it does, with their numbers as
     * {@code Peer-User-Id} and {@code Peer-Group-Id}. The kernel knows the process, too, but the JDK does not ask.
     */
    @Override
    public Map<String, String> peerProperties(SocketChannel established) throws IOException {
        if (!established.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return Map.of();
        }
        UnixDomainPrincipal peer = established.getOption(ExtendedSocketOptions.SO_PEERCRED);
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("Peer-User", peer.user().getName());
        properties.put("Peer-Group", peer.group().getName());
        numbers.of(peer.user()).ifPresent(number -> properties.put("Peer-User-Id", number));
        numbers.of(peer.group()).ifPresent(number -> properties.put("Peer-Group-Id", number));
        return properties;
    }
}
