package zlink.engine.async;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import zlink.api.ClosedException;
import zlink.api.Message;
import zlink.engine.poll.Pollable;
import zlink.engine.poll.ReadinessListener;

/**
 * A socket's messages for one subscriber at a time. A message leaves the socket only for a request.
 *
 * <p>Closing the socket is the regular end: the subscriber gets {@code onComplete}. Who subscribes later gets a
 * {@link ClosedException}, who subscribes beside another an {@link IllegalStateException}.
 */
final class MessagePublisher implements Flow.Publisher<Message>, ReadinessListener {

    private enum State { OPEN, CLOSED }

    private final Supplier<Optional<Message>> tryReceive;
    private final Pollable socket;
    private final Executor events;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final AtomicReference<Seat> taken = new AtomicReference<>();

    MessagePublisher(Supplier<Optional<Message>> tryReceive, Pollable socket, Executor events) {
        this.tryReceive = tryReceive;
        this.socket = socket;
        this.events = events;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Message> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        if (state.get() == State.CLOSED) {
            DemandSubscription.refuse(subscriber, new ClosedException("the socket is closed"));
            return;
        }
        Seat seat = new Seat(subscriber);
        if (!taken.compareAndSet(null, seat)) {
            DemandSubscription.refuse(subscriber, new IllegalStateException(
                    "another subscriber receives this socket's messages: cancel it first"));
            return;
        }
        seat.subscription.start();
    }

    void close() {
        state.set(State.CLOSED);
        Seat seat = taken.get();
        if (seat != null) {
            seat.subscription.wake();
        }
    }

    @Override
    public void receivable() {
        Seat seat = taken.get();
        if (seat != null && seat.subscription.wantsItems()) {
            seat.subscription.wake();
        }
    }

    @Override
    public void sendable() { }

    /** The one subscription there may be. */
    private final class Seat implements DemandSubscription.Source<Message> {
        private final DemandSubscription<Message> subscription;

        Seat(Flow.Subscriber<? super Message> subscriber) {
            subscription = new DemandSubscription<>(subscriber, this, events);
        }

        @Override
        public Message poll() {
            try {
                while (state.get() == State.OPEN) {
                    Optional<Message> message = tryReceive.get();
                    if (message.isPresent()) {
                        return message.get();
                    }
                    if (!socket.prepareToReceive()) {
                        return null;
                    }
                }
            } catch (ClosedException e) {
                state.set(State.CLOSED);
            }
            return null;
        }

        @Override
        public boolean isExhausted() {
            return state.get() == State.CLOSED;
        }

        @Override
        public void released() {
            taken.compareAndSet(this, null);
        }
    }
}
