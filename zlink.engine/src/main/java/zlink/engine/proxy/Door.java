package zlink.engine.proxy;

import java.util.List;
import java.util.Optional;
import zlink.api.Poller.Interest;
import zlink.api.Receiver;
import zlink.api.Socket;
import zlink.engine.poll.PollRegistration;
import zlink.engine.poll.SocketPoller;

/** One socket of a proxy, watched for what the lanes need of it, and for its end. Proxy's thread only, once open. */
final class Door {
    private final Socket socket;
    private final List<Lane> lanes;
    private final SocketPoller poller;
    private PollRegistration registration; // once open
    private Optional<Interest> watched = Optional.empty();

    Door(Socket socket, List<Lane> lanes, SocketPoller poller) {
        this.socket = socket;
        this.lanes = lanes;
        this.poller = poller;
    }

    void open() {
        Interest any = socket instanceof Receiver ? Interest.RECEIVE : Interest.SEND;
        registration = poller.register(socket, any);
        registration.suspend();
    }

    /** Watches for what is needed now; {@code takes} says whether messages are taken at all. */
    void watch(boolean takes) {
        boolean receive = false;
        boolean send = false;
        for (Lane lane : lanes) {
            if (lane.needs(Lane.Need.MESSAGE, takes)) {
                receive |= lane.takesFrom(socket);
            } else if (lane.needs(Lane.Need.ROOM, takes)) {
                send |= lane.givesTo(socket);
            }
        }
        Optional<Interest> needed = interest(receive, send);
        if (!needed.equals(watched)) {
            watched = needed;
            needed.ifPresentOrElse(registration::interest, registration::suspend);
        }
    }

    private static Optional<Interest> interest(boolean receive, boolean send) {
        if (receive) {
            return Optional.of(send ? Interest.BOTH : Interest.RECEIVE);
        }
        return send ? Optional.of(Interest.SEND) : Optional.empty();
    }
}
