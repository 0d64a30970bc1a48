package zlink.transport.tcp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as users write them, numeric always: nothing here asks a name server. */
final class TcpText {

    private static final int GROUPS = 8;

    private TcpText() {
    }

    /** {@code 127.0.0.1:5555} or {@code [::1]:5555}. */
    static String address(InetSocketAddress address) {
        return host(address.getAddress()) + ":" + address.getPort();
    }

    /** As in an endpoint: IPv6 in brackets. */
    static String host(InetAddress address) {
        return address instanceof Inet6Address ipv6 ? "[" + numeric(ipv6) + "]" : address.getHostAddress();
    }

    /** As in metadata: without brackets. */
    static String numeric(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        String full = address.getHostAddress();
        int zone = full.indexOf('%');
        return compressed(address.getAddress()) + (zone < 0 ? "" : full.substring(zone));
    }

    /** The canonical form of RFC 5952: the first longest run of two or more zero groups becomes {@code ::}. */
    private static String compressed(byte[] octets) {
        int runStart = 0;
        int runLength = 0;
        for (int start = 0; start < GROUPS; start++) {
            int length = 0;
            while (start + length < GROUPS && group(octets, start + length) == 0) {
                length++;
            }
            if (length > runLength) {
                runStart = start;
                runLength = length;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (runLength > 1 && i == runStart) {
                text.append("::");
                i += runLength - 1;
            } else {
                boolean first = text.length() == 0 || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(group(octets, i)));
            }
        }
        return text.toString();
    }

    private static int group(byte[] octets, int index) {
        return Byte.toUnsignedInt(octets[2 * index]) << 8 | Byte.toUnsignedInt(octets[2 * index + 1]);
    }
}
