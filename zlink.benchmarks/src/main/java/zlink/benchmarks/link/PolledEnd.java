package zlink.benchmarks.link;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import zlink.api.Poller;
import zlink.api.Socket;

/**
 * Takes one message for each time the poller has reported one, as the loop around zmq_poll does in every guide.
 *
 * <p>Taking all that is there for one report would be faster and say less about the poller.
 */
final class PolledEnd implements End {
    private final End end;
    private final Poller poller;

    /** Polls the socket that the end receives from; the poller belongs to this end alone. */
    PolledEnd(End end, Socket socket, Poller poller) {
        this.end = end;
        this.poller = poller;
        poller.register(socket, Poller.Interest.RECEIVE);
    }

    @Override
    public void send(byte[] body) {
        end.send(body);
    }

    @Override
    public boolean trySend(byte[] body) {
        return end.trySend(body);
    }

    @Override
    public int receive(ByteBuffer target) {
        return reported(poller.await(), target);
    }

    @Override
    public int receive(ByteBuffer target, Duration timeout) {
        List<Poller.Registration> ready = poller.await(timeout);
        return ready.isEmpty() ? -1 : reported(ready, target);
    }

    @Override
    public void receive(ByteBuffer scratch, BodyReader reader) {
        requireOne(poller.await());
        end.receive(scratch, reader); // a false report makes this wait, and the run's time limit finds it
    }

    /** Nobody else receives here, so what was reported must be there: waiting for it would hide a false report. */
    private int reported(List<Poller.Registration> ready, ByteBuffer target) {
        requireOne(ready);
        int size = end.receive(target, Duration.ZERO);
        if (size < 0) {
            throw new IllegalStateException("the poller reported a message that is not there");
        }
        return size;
    }

    private static void requireOne(List<Poller.Registration> ready) {
        if (ready.size() != 1 || !ready.get(0).canReceive()) {
            throw new IllegalStateException("the poller was asked for one socket to receive from and reported "
                    + ready.size() + ": " + ready);
        }
    }
}
