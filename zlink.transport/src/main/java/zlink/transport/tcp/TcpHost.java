package zlink.transport.tcp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host part of a tcp address as it was written: {@code *}, a numeric address, or a name.
 *
 * <p>Whatever looks like a number is one or an error, so that no numeric address ever reaches a name server:
 * {@code 1.2.3}, {@code 999.1.1.1} and {@code 0x7f.1} are refused rather than looked up (the WHATWG URL
 * standard's rule for hosts that end in a number).
 */
sealed interface TcpHost {

    /** {@code *}: every interface. */
    record Any() implements TcpHost {
        @Override
        public String toString() {
            return "*";
        }
    }

    /** A numeric address; bracketed if it is IPv6, then possibly with a zone. */
    record Literal(String text) implements TcpHost {

        /**
         * The address, never looked up: the JDK takes four octets for what they are, and brackets make it parse
         * or fail.
         *
         * @throws UnknownHostException if its zone is not, or not yet, an interface of this machine
         */
        InetAddress address() throws UnknownHostException {
            return InetAddress.getByName(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A name of a host or, where an own address is meant, of a network interface. */
    record Name(String name) implements TcpHost {

        /** Whether only an interface can have this name ({@code eth0.100}), never a host. */
        boolean endsInNumber() {
            return NUMBER_AT_END.matcher(name).find();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Last label decimal or hexadecimal, a closing dot aside. */
    Pattern NUMBER_AT_END = Pattern.compile("(^|\\.)([0-9]+|0[xX][0-9a-fA-F]*)\\.?$");

    /** Names of hosts and interfaces; underscores are not legal in hosts, but common. */
    Pattern NAME = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?");

    /** Four decimal octets without leading zeros, which some read as octal. */
    Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    /** Only what cannot be taken for a name, in brackets, with an optional zone. */
    Pattern IPV6 = Pattern.compile("\\[([0-9a-fA-F:.]+)(%[A-Za-z0-9._-]+)?]");

    /**
     * Reads a host.
     *
     * @return empty if it is neither {@code *}, an address, nor a possible name
     */
    static Optional<TcpHost> parse(String text) {
        if (text.equals("*")) {
            return Optional.of(new Any());
        }
        if (IPV4.matcher(text).matches() || isIpv6(text)) {
            return Optional.of(new Literal(text));
        }
        return NAME.matcher(text).matches() ? Optional.of(new Name(text)) : Optional.empty();
    }

    private static boolean isIpv6(String text) {
        Matcher matcher = IPV6.matcher(text);
        try {
            return matcher.matches() && InetAddress.getByName("[" + matcher.group(1) + "]") != null;
        } catch (UnknownHostException malformed) {
            return false;
        }
    }
}
