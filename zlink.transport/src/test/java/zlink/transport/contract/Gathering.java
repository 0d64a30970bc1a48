package zlink.transport.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zlink.api.Endpoint;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;

/** Listeners of one address and what an engine does for them: by turns, on one thread. */
final class Gathering implements AutoCloseable {

    private final TransportFixture transport;
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Guest> undecided = new ArrayList<>();
    private final List<Guest> arrived = new ArrayList<>();

    /** An accepted connection. */
    record Guest(Listener host, Connection connection) { }

    Gathering(TransportFixture transport) {
        this.transport = transport;
    }

    Listener bind(Endpoint endpoint) throws IOException {
        Listener listener = transport.bind(endpoint);
        listeners.add(listener);
        return listener;
    }

    /** Closes a listener, and leaves to the others what it has accepted and what is not decided. */
    void leave(Listener listener) {
        listeners.remove(listener);
        listener.close();
        for (Guest guest : List.copyOf(undecided)) {
            if (guest.host() == listener) {
                undecided.remove(guest);
                guest.connection().passOn();
            }
        }
    }

    /** Accepts and shakes hands as far as that goes. */
    void turn() throws IOException {
        for (Listener listener : listeners) {
            for (Optional<Connection> next = listener.accept(); next.isPresent(); next = listener.accept()) {
                undecided.add(new Guest(listener, next.get()));
            }
        }
        for (Guest guest : List.copyOf(undecided)) {
            try {
                int wanted = guest.connection().shakeHands();
                if (wanted == Connection.ELSEWHERE) {
                    undecided.remove(guest);
                    guest.connection().passOn();
                } else if (wanted == 0) {
                    undecided.remove(guest);
                    arrived.add(guest);
                }
            } catch (IOException refused) {
                undecided.remove(guest);
                guest.connection().close();
            }
        }
    }

    /** How many have been accepted and are not decided. */
    int undecided() {
        return undecided.size();
    }

    /** Lets a client in, and says who has got it; both ends are closed afterwards. */
    Listener hostOf(Connection client) throws IOException {
        Deadline deadline = Deadline.waitingFor("somebody to take " + client);
        try (client) {
            boolean connected = false;
            boolean shaken = false;
            while (!shaken || arrived.isEmpty()) {
                deadline.remainingNs();
                connected = connected || client.finishConnect();
                shaken = shaken || connected && client.shakeHands() == 0;
                turn();
            }
            Guest guest = arrived.remove(0);
            guest.connection().close();
            return guest.host();
        }
    }

    @Override
    public void close() {
        undecided.forEach(guest -> guest.connection().close());
        arrived.forEach(guest -> guest.connection().close());
        listeners.forEach(Listener::close);
    }
}
