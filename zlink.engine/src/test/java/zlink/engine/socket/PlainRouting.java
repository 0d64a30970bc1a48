package zlink.engine.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;

/**
 * Sends to the first pipe that has room and receives from all in turn, with every liberty that Routing gives: a pipe
 * found empty stays awake until the receiver sleeps.
 */
final class PlainRouting implements Routing {
    private final int mostPeers;
    private final List<Pipe> peers = new ArrayList<>();  // under the send lock
    private final Deque<Pipe> awake = new ArrayDeque<>(); // under the receive lock

    private final Runnable duringAttach;

    PlainRouting(int mostPeers, Runnable duringAttach) {
        this.mostPeers = mostPeers;
        this.duringAttach = duringAttach;
    }

    @Override
    public boolean attach(Pipe pipe) {
        duringAttach.run();
        if (peers.size() == mostPeers) {
            return false;
        }
        return peers.add(pipe);
    }

    @Override
    public void detach(Pipe pipe) {
        peers.remove(pipe);
    }

    @Override
    public boolean route(OutgoingMessage message) {
        for (Pipe pipe : peers) {
            if (pipe.hasRoomOrSleeps()) {
                pipe.write(message);
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean canRoute() {
        for (Pipe pipe : peers) {
            if (pipe.hasRoomOrSleeps()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void readable(Pipe pipe) {
        if (!awake.contains(pipe)) {
            awake.add(pipe);
        }
    }

    @Override
    public boolean next(IncomingMessage message) {
        for (int i = awake.size(); i > 0; i--) {
            Pipe pipe = awake.peek();
            if (pipe.hasMessage()) {
                pipe.load(message);
                return true;
            }
            awake.poll();
            if (!pipe.isExhausted()) {
                awake.add(pipe);
            }
        }
        return false;
    }

    @Override
    public void taken(IncomingMessage message) {
        Pipe pipe = awake.poll();
        awake.add(pipe);
        pipe.consume(message);
    }

    @Override
    public boolean sleep() {
        while (!awake.isEmpty()) {
            if (!awake.peek().isExhausted() && !awake.peek().sleepUntilReadable()) {
                return false;
            }
            awake.poll();
        }
        return true;
    }
}
