package zlink.api;

/** Whether a bound {@code tls} or {@code wss} endpoint asks its peers for certificates. */
public enum TlsClientAuthentication {
    /** No certificate is asked for. */
    NONE,
    /** One is asked for and checked; a peer that has none is let in all the same. */
    WANTED,
    /** One is asked for and checked; a peer that has none is refused. */
    REQUIRED
}
