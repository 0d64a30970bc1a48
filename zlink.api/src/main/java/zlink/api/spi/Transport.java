package zlink.api.spi;

/**
 * A transport as users hand it to a context, by {@link zlink.api.ContextOptions#withTransports}.
 *
 * <p>Nobody implements this alone: transports are {@code zlink.transport.spi.TransportProvider}s, which extend it. It
 * is here because a program need not know {@code zlink.transport}.
 */
public interface Transport {

    /**
     * The scheme of the endpoints that the transport serves.
     *
     * @return lower case, without {@code ://}
     */
    String scheme();
}
