package zlink.api;

import java.time.Duration;
import java.util.List;

/**
 * Waits until any of many sockets can be received from or sent to.
 *
 * <p>Level-triggered: a socket is reported as long as it is ready. What a call costs grows with the sockets that
 * are ready, not with those registered. One thread waits at a time; registering, removing and closing are safe
 * from any thread.
 *
 * <p>Source: zmq_poller(3).
 */
public interface Poller extends AutoCloseable {

    /** What to wait for. */
    enum Interest {
        /** A message can be received. */
        RECEIVE,
        /** A message can be sent without waiting. */
        SEND,
        /** Either. */
        BOTH
    }

    /**
     * One ready socket; also what {@link #register} returns.
     *
     * <p>Which of the two holds is that of the last {@code await} that reported it.
     */
    interface Registration {

        /** The socket registered. */
        Socket socket();

        /** What was attached when it was registered. */
        Object attachment();

        /** Whether a message can be received; false while another receiver shows one to its {@link MessageHandler}. */
        boolean canReceive();

        /**
         * Whether a message can be sent, as far as can be told without one: with
         * {@link SocketOption#ROUTER_MANDATORY} its peer may be full while others have room, and with
         * {@link SocketOption#XPUB_NO_DROP} a subscriber that matches may be full. Then {@code trySend} returns false
         * all the same, and who waits here for room spins.
         */
        boolean canSend();

        /** Waits for something else from now on. */
        void interest(Interest interest);

        /** Ends the registration; idempotent. */
        void remove();
    }

    /**
     * Waits for a socket too.
     *
     * @param attachment handed back with the registration
     * @throws IllegalArgumentException if the socket cannot do what is waited for, is registered already, or
     *     belongs to another implementation
     */
    Registration register(Socket socket, Interest interest, Object attachment);

    /** Waits for a socket too, with the socket itself as attachment. */
    default Registration register(Socket socket, Interest interest) {
        return register(socket, interest, socket);
    }

    /**
     * Waits until a registered socket is ready.
     *
     * @param timeout how long at most; zero looks without waiting
     * @return the sockets that are ready, none after the timeout; the list is reused by the next call
     * @throws ClosedException if the poller is closed
     * @throws InterruptedOperationException if the thread is interrupted
     */
    List<Registration> await(Duration timeout);

    /** Waits until a registered socket is ready, however long it takes. */
    List<Registration> await();

    /** Ends all registrations and wakes whoever waits; idempotent. */
    @Override
    void close();
}
