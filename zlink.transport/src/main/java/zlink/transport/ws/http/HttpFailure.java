package zlink.transport.ws.http;

import java.io.IOException;

/** A request or an answer that leads to no WebSocket. */
public final class HttpFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    /**
     * A failure.
     *
     * @param status what a server answers to it; of no meaning to a client
     * @param message what was wrong with what the peer said
     */
    public HttpFailure(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    /** What a server answers. */
    public HttpStatus status() {
        return status;
    }

    /** Peers can cause it as fast as they can connect. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
