package zlink.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * A range of IP addresses in CIDR form, such as {@code 10.0.0.0/8}, {@code ::1} or {@code fe80::/10}.
 *
 * <p>Immutable. Bits of the address behind the prefix are ignored: {@code 10.1.2.3/8} equals
 * {@code 10.0.0.0/8}.
 *
 * <p>Source: {@code ZMQ_TCP_ACCEPT_FILTER}, zmq_setsockopt(3); RFC 4632.
 */
public final class AddressRange {
    private static final int IPV4_BYTES = 4;

    private final InetAddress network;
    private final int prefixLength;

    private AddressRange(InetAddress network, int prefixLength) {
        this.network = network;
        this.prefixLength = prefixLength;
    }

    /**
     * Parses a range; never asks a name service.
     *
     * @param text an IPv4 or IPv6 address in digits, then optionally {@code /} and the prefix length in
     *     bits; without it the range is the one address
     * @return the range
     * @throws InvalidOptionException if the text is no such range
     */
    public static AddressRange of(String text) {
        Objects.requireNonNull(text, "text");
        int slash = text.indexOf('/');
        byte[] address = literal(slash < 0 ? text : text.substring(0, slash), text).getAddress();
        int bits = address.length * Byte.SIZE;
        int prefix = slash < 0 ? bits : number(text.substring(slash + 1), bits, text);
        for (int i = 0; i < address.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, prefix - i * Byte.SIZE));
            address[i] &= (byte) (0xFF << (Byte.SIZE - kept));
        }
        try {
            return new AddressRange(InetAddress.getByAddress(address), prefix);
        } catch (UnknownHostException e) {
            throw new AssertionError(e); // only thrown for a length that is neither 4 nor 16
        }
    }

    private static InetAddress literal(String address, String text) {
        try {
            if (address.indexOf(':') >= 0 && address.indexOf('%') < 0) {
                return InetAddress.getByName("[" + address + "]"); // the brackets forbid a name look-up
            }
            byte[] bytes = new byte[IPV4_BYTES];
            String[] parts = address.split("\\.", -1);
            if (parts.length == IPV4_BYTES) {
                for (int i = 0; i < IPV4_BYTES; i++) {
                    bytes[i] = (byte) number(parts[i], 255, text);
                }
                return InetAddress.getByAddress(bytes);
            }
        } catch (UnknownHostException e) {
            // malformed, as below
        }
        throw malformed(text);
    }


    private static int number(String digits, int max, String text) {
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > max) {
            throw malformed(text);
        }
        return Integer.parseInt(digits);
    }

    private static InvalidOptionException malformed(String text) {
        return new InvalidOptionException("address range", "\"" + text + "\"",
                "an IP address and a prefix length, for example 10.0.0.0/8, 127.0.0.1 or fe80::/10");
    }

    /**
     * Says whether an address lies in the range.
     *
     * <p>An IPv4 address mapped into IPv6 ({@code ::ffff:10.0.0.1}) is an IPv4 address, as the JDK
     * treats it; apart from that no IPv4 address lies in an IPv6 range or the reverse.
     *
     * @param address the address to look at
     * @return whether the range has it
     */
    public boolean contains(InetAddress address) {
        byte[] given = address.getAddress();
        byte[] own = network.getAddress();
        if (given.length != own.length) {
            return false;
        }
        for (int i = 0; i < own.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, prefixLength - i * Byte.SIZE));
            if (((given[i] ^ own[i]) & (0xFF << (Byte.SIZE - kept)) & 0xFF) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && network.equals(range.network)
                && prefixLength == range.prefixLength;
    }

    @Override
    public int hashCode() {
        return 31 * network.hashCode() + prefixLength;
    }

    /** The range in CIDR form, always with its prefix length. */
    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixLength;
    }
}
