package zlink.transport.ws.http;

/**
 * The answers a server gives here.
 *
 * <p>Source: RFC 9110 section 15; RFC 6585.
 */
public enum HttpStatus {
    SWITCHING_PROTOCOLS(101, "Switching Protocols"),
    BAD_REQUEST(400, "Bad Request"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not Found"),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    CONTENT_TOO_LARGE(413, "Content Too Large"),
    URI_TOO_LONG(414, "URI Too Long"),
    UPGRADE_REQUIRED(426, "Upgrade Required"),
    HEADERS_TOO_LARGE(431, "Request Header Fields Too Large"),
    SERVICE_UNAVAILABLE(503, "Service Unavailable"),
    VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported");

    private final int code;
    private final String phrase;

    HttpStatus(int code, String phrase) {
        this.code = code;
        this.phrase = phrase;
    }

    /** As in a status line: {@code 404 Not Found}. */
    @Override
    public String toString() {
        return code + " " + phrase;
    }
}
