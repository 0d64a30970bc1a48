package zlink.transport.ipc;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.transport.spi.TransportProvider.Use;

/** The address of an ipc endpoint: the path of a socket file, or {@code *} for a fresh one. */
final class IpcPath {

    /** What the JDK puts into Linux's {@code sun_path} of 108 bytes; one less than libzmq. */
    static final int MOST_BYTES = 106;

    private IpcPath() {
    }

    static boolean isWildcard(Endpoint endpoint) {
        return endpoint.address().equals("*");
    }

    /** @throws InvalidEndpointException if no socket file can have this path */
    static void check(Endpoint endpoint, Use use) {
        if (!isWildcard(endpoint)) {
            parse(endpoint);
        } else if (use == Use.CONNECT) {
            throw invalid(endpoint, "a wildcard can be bound, not connected to");
        }
    }

    /** @throws InvalidEndpointException if no socket file can have this path */
    static Path parse(Endpoint endpoint) {
        String text = endpoint.address();
        if (text.startsWith("@")) {
            throw invalid(endpoint, "abstract names are out of reach, since the JDK takes only paths of files; use a"
                    + " path, or ./@ for such a file");
        }
        if (text.endsWith("/")) {
            throw invalid(endpoint, "a directory is no socket file; add a file name");
        }
        if (isTooLong(text)) {
            throw invalid(endpoint, "the path has " + bytesOf(text) + " bytes, a socket's has at most " + MOST_BYTES
                    + ", which is the room that the system and the JDK have for it; a relative path may be shorter");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException impossible) {
            throw invalid(endpoint, impossible.getReason());
        }
    }

    static boolean isTooLong(String path) {
        return excess(path) > 0;
    }

    /** How many bytes a path is too long by; 0 or less if it is not. */
    static int excess(String path) {
        return bytesOf(path) - MOST_BYTES;
    }

    private static int bytesOf(String path) {
        return path.getBytes(StandardCharsets.UTF_8).length;
    }

    private static InvalidEndpointException invalid(Endpoint endpoint, String reason) {
        return new InvalidEndpointException(endpoint + ": " + reason);
    }
}
