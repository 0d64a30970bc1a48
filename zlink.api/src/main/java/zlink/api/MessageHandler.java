package zlink.api;

/** Sees a received message in place, without a copy. */
@FunctionalInterface
public interface MessageHandler {

    /**
     * Looks at a message on the receiving thread. The socket's other receivers wait until this returns, and the
     * handler must not receive from the same socket ({@link SocketStateException}); it may send. Pollers count the
     * socket as having no message meanwhile, and what {@link Receiver#receiveAsync} returns completes later.
     *
     * @param message valid until this method returns
     */
    void on(MessageView message);
}
