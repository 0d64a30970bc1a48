package zlink.transport.ws.http;

import java.util.Optional;

/**
 * One side's part in the beginning of a WebSocket: what it says, and what it makes of what the other says. For one
 * thread, for one connection.
 */
public interface Upgrade {

    /**
     * What both have agreed on.
     *
     * @param subprotocol the one the server chose
     * @param path what the client asked for
     * @param origin of the page that asked, if the client is a browser
     * @param userAgent what the client says it is
     */
    record Agreement(String subprotocol, String path, Optional<String> origin, Optional<String> userAgent) { }

    /** What is to be said before anything has come; may be empty. */
    byte[] opening();

    /**
     * Whether the head of what has come is for somebody else on this side to judge.
     *
     * @return the path that is asked for, if it is another's
     */
    default Optional<String> meansAnother(HttpHead head) {
        return Optional.empty();
    }

    /**
     * Judges the head of what has come.
     *
     * @throws HttpFailure if it leads to no WebSocket
     */
    Agreement judge(HttpHead head) throws HttpFailure;

    /** What is to be said before the WebSocket begins, once {@link #judge} has agreed; may be empty. */
    byte[] answer();

    /** What is to be said before the connection is closed for a failure; may be empty. */
    byte[] refusal(HttpFailure failure);
}
