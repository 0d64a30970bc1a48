package zlink.transport.ws;

import java.util.List;

/**
 * What is spoken over a WebSocket.
 *
 * <p>{@code ZWS2.0/NULL} has ZMTP's handshake with the mechanism behind the slash. Plain {@code ZWS2.0} has none: the
 * first message of each side is its routing id, and neither says what type of socket it is.
 *
 * <p>Source: ZWS 2.0 (RFC 45); libzmq {@code src/ws_engine.cpp}.
 */
record Subprotocol(String text, String mechanism, boolean hasHandshake) {
    private static final String PLAIN = "ZWS2.0";
    private static final String NO_SECURITY = "NULL";

    /** The security mechanisms of zlink. */
    private static final List<String> MECHANISMS = List.of(NO_SECURITY);

    /** What we speak, the dearest first: to know the peer's type is worth something. */
    static final List<String> TEXTS = List.of(PLAIN + "/" + MECHANISMS.get(0), PLAIN);

    static Subprotocol of(String text) {
        return text.equals(PLAIN)
                ? new Subprotocol(text, NO_SECURITY, false)
                : new Subprotocol(text, text.substring(text.indexOf('/') + 1), true);
    }
}
