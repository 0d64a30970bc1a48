package zlink.engine.async;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import zlink.api.Message;
import zlink.engine.poll.Pollable;
import zlink.engine.poll.ReadinessListener;

/**
 * Receives from a socket for futures and for a subscriber. Both may be used at once, beside callers that wait: each
 * message goes to one of them.
 */
public final class AsyncReceiver {

    private final Pollable socket;
    private final ReceiveQueue futures;
    private final MessagePublisher publisher;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ReadinessListener listener = new ReadinessListener() {
        @Override
        public void receivable() {
            futures.receivable();
            publisher.receivable();
        }

        @Override
        public void sendable() { }
    };

    /**
     * Starts to listen to the socket. Nothing is asked of it before the first use.
     *
     * @param tryReceive receives from the socket without waiting; nothing if another receiver is at it
     * @param socket the same socket
     * @param events runs continuations and subscribers, on several threads if one is not to hold up another; must not
     *     refuse tasks
     */
    public AsyncReceiver(Supplier<Optional<Message>> tryReceive, Pollable socket, Executor events) {
        Objects.requireNonNull(tryReceive, "tryReceive");
        Objects.requireNonNull(events, "events");
        this.socket = Objects.requireNonNull(socket, "socket");
        this.futures = new ReceiveQueue(tryReceive, socket, events);
        this.publisher = new MessagePublisher(tryReceive, socket, events);
        socket.addListener(listener);
    }

    /**
     * Receives the next message that no earlier call gets.
     *
     * <p>Complete at once if a message is there, but not before an earlier call's; otherwise completed on the executor.
     * The stages become complete in the order of the calls, but a continuation holds up no other stage: where one is
     * slow the next one's may run beside it. What the stage's {@code toCompletableFuture} gives may be cancelled, timed
     * out or completed by anybody, and then takes no message.
     */
    public CompletionStage<Message> receiveAsync() {
        return futures.receive();
    }

    /**
     * The socket's messages, for one subscriber at a time, which is told of one at a time on the executor.
     *
     * <p>A message is taken from the socket only when it was requested. Closing the socket completes the subscription.
     */
    public Flow.Publisher<Message> messages() {
        return publisher;
    }

    /** The socket has closed: fails the stages that wait, completes the subscription, on the executor. Idempotent. */
    public void close() {
        if (closed.compareAndSet(false, true)) {
            socket.removeListener(listener);
            futures.close();
            publisher.close();
        }
    }
}
