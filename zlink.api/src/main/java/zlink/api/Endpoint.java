package zlink.api;

import java.util.Objects;

/**
 * An address to bind or connect to: {@code scheme://address}.
 *
 * <p>The scheme names the transport; what the address may be is the transport's business, so an
 * endpoint can be well formed and still be refused by {@code bind} or {@code connect}. Two endpoints
 * are equal if their texts are: {@code tcp://localhost:1} and {@code tcp://127.0.0.1:1} are not.
 *
 * <p>Source: zmq_bind(3), zmq_connect(3).
 */
public final class Endpoint {
    private static final String SEPARATOR = "://";
    private static final int QUOTED_CHARS = 80;

    private final String uri;
    private final int schemeLength;

    private Endpoint(String uri, int schemeLength) {
        this.uri = uri;
        this.schemeLength = schemeLength;
    }

    /**
     * Parses an endpoint.
     *
     * @param text {@code scheme://address}; the scheme starts with a lower-case letter and consists of
     *     lower-case letters, digits, {@code +}, {@code .} and {@code -}; the address is not empty and
     *     has no control characters
     * @return the endpoint whose {@link #toString()} is {@code text}
     * @throws InvalidEndpointException if {@code text} is malformed; says where and gives an example
     */
    public static Endpoint of(String text) {
        Objects.requireNonNull(text, "text");
        int end = text.indexOf(SEPARATOR);
        if (end < 0) {
            throw malformed(text, "it has no \"://\" after a scheme");
        }
        checkScheme(text, end);
        int start = end + SEPARATOR.length();
        if (start == text.length()) {
            throw malformed(text, "nothing follows \"://\"");
        }
        for (int i = start; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw malformed(text, String.format("the address has the control character U+%04X at index %d",
                        (int) text.charAt(i), i));
            }
        }
        return new Endpoint(text, end);
    }

    private static void checkScheme(String text, int end) {
        if (end == 0) {
            throw malformed(text, "no scheme precedes \"://\"");
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            if (i == 0 && !letter) {
                throw malformed(text, "the scheme does not start with a lower-case letter");
            }
            if (!letter && !(c >= '0' && c <= '9') && c != '+' && c != '.' && c != '-') {
                throw malformed(text, "the scheme has '" + quoted(String.valueOf(c))
                        + "', which is not one of the lower-case letters, digits and + . -");
            }
        }
    }

    private static InvalidEndpointException malformed(String text, String what) {
        return new InvalidEndpointException("malformed endpoint \"" + quoted(text) + "\": " + what
                + "; an endpoint is scheme://address, for example tcp://127.0.0.1:5555");
    }

    private static String quoted(String text) {
        StringBuilder shown = new StringBuilder();
        int length = Math.min(text.length(), QUOTED_CHARS);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                shown.append(String.format("\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return length < text.length() ? shown.append('…').toString() : shown.toString();
    }

    /**
     * The name of the transport, such as {@code tcp}.
     *
     * @return what precedes {@code ://}
     */
    public String scheme() {
        return uri.substring(0, schemeLength);
    }

    /**
     * The transport's own address, such as {@code 127.0.0.1:5555}.
     *
     * @return what follows {@code ://}; never empty
     */
    public String address() {
        return uri.substring(schemeLength + SEPARATOR.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint endpoint && uri.equals(endpoint.uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    /** The whole {@code scheme://address}, as it was given to {@link #of(String)}. */
    @Override
    public String toString() {
        return uri;
    }
}
