package zlink.api;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Options of {@link SocketOption} about endpoints of {@code ws} and {@code wss}. */
sealed interface WebSocketOptions permits SocketOption {
    /**
     * Origins whose pages bound {@code ws} and {@code wss} endpoints let in.
     *
     * <p>A browser names in each request the origin of the page that asks: {@code https://app.example}, a port that is
     * not the scheme's own behind it, or {@code null} for a page from a file. Programs that are no browsers name none
     * and are not affected. The empty list, the default, refuses every browser; {@code *} in the list lets all in.
     * Upper and lower case do not differ.
     *
     * <p>The default is strict because nothing else protects such an endpoint: any page of any site that a user happens
     * to open can connect to the ports of the user's own machine, and of the network it is in, and would be served like
     * any other peer. That a page comes from the address it connects to is no reason to trust it either: its site can
     * have let its name point here.
     *
     * <p>Source: zlink's own; RFC 6455 section 10.2, RFC 6454.
     */
    SocketOption<List<String>> WS_ALLOWED_ORIGINS = SocketOption.builtIn("WS_ALLOWED_ORIGINS", OptionType.NAMES)
            .normalise(origins -> origins.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList())
            .range("origins such as https://app.example or http://localhost:8080, without a path; null; or * for all",
                    WebSocketOptions::areOrigins)
            .defaultValue(List.of())
            .defaultText("empty")
            .description("Origins whose pages may connect to bound ws endpoints; empty: no browser may, *: all may."
                    + " Programs that are no browsers are not affected.")
            .build();

    /**
     * Largest HTTP request with which a peer of a bound {@code ws} or {@code wss} endpoint may ask for the WebSocket,
     * and largest answer that a connected one may give.
     *
     * <p>In bytes, the first line and all header fields; at least 512; default 8 KiB. A larger request is answered with
     * status 431, or 414 if its first line alone is larger, and closed with {@link HandshakeFailure#TRANSPORT}. Memory
     * is taken only for what has come.
     *
     * <p>Source: zlink's own.
     */
    SocketOption<Integer> WS_MAX_HEADER_BYTES = OptionDefinition.intBytes("WS_MAX_HEADER_BYTES", 512)
            .defaultValue(8 << 10)
            .description("Largest HTTP request or answer, first line and header fields, before a WebSocket begins.")
            .build();

    private static boolean areOrigins(List<String> origins) {
        Pattern origin = Pattern.compile("\\*|null|[a-z][a-z0-9+.-]*://[^/\\s,]+");
        return origins.stream().allMatch(text -> origin.matcher(text).matches());
    }
}
