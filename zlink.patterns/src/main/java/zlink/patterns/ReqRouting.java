package zlink.patterns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketStateException;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.Routing;
import zlink.engine.socket.RoutingHost;
import zlink.patterns.RequestPhase.Event;
import zlink.patterns.routing.FairQueue;
import zlink.patterns.routing.LoadBalancer;

/**
 * A request to one peer in turn, then its reply.
 *
 * <p>Only the peer that was asked can answer, and only with what it sent after the request reached its queue. If that
 * peer is lost the socket goes on waiting, as in libzmq, and takes an answer from any peer: the one that was asked may
 * have come back on another connection, and may know us by our routing id. Nothing is asked twice. To give a request
 * up, send another with {@link SocketOption#REQ_RELAXED}.
 *
 * <p><b>Between the locks.</b> {@link #state} holds the number of the request and its {@link RequestPhase}. A sender
 * changes what was asked only in phase ASKING, which it enters before it writes the request; so a receiver that finds
 * a message and then reads another phase knows that the message is older than any request that is not in the number.
 * A receiver believes what it read of a request only if the state is the same afterwards.
 */
final class ReqRouting implements Routing {
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(ReqRouting.class, "state", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final RequestPhase[] PHASES = RequestPhase.values();
    private static final int PHASE_BITS = 2;

    private final boolean relaxed;
    private final boolean correlate;
    private final Probe probe;
    private final LoadBalancer outgoing = new LoadBalancer(false); // guarded by the send lock
    private final FairQueue incoming = new FairQueue();            // guarded by the receive lock
    private final int firstId = ThreadLocalRandom.current().nextInt();
    private final byte[] id = new byte[Integer.BYTES]; // of the request being sent; guarded by the send lock
    private final byte[][] envelope;
    private RoutingHost host; // set once, by start

    private volatile long state; // through STATE; see the class comment
    // Written under the send lock, in phase ASKING but for askedGone; volatile because receivers read them without.
    private volatile Pipe asked;
    private volatile boolean askedGone;
    private volatile long askedAfter; // messages that had come from the peer before it was asked

    private long answered; // the state in which the message loaded last was an answer; guarded by the receive lock

    ReqRouting(SocketOptions options) {
        relaxed = options.get(SocketOption.REQ_RELAXED);
        correlate = options.get(SocketOption.REQ_CORRELATE);
        probe = new Probe(options);
        byte[] delimiter = {};
        envelope = correlate ? new byte[][] {id, delimiter} : new byte[][] {delimiter};
    }

    @Override
    public void start(RoutingHost socket) {
        host = socket;
    }

    @Override
    public boolean attach(Pipe pipe) {
        outgoing.attach(pipe);
        return true;
    }

    @Override
    public boolean ready(Pipe pipe) {
        probe.send(pipe);
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        outgoing.detach(pipe);
        if (pipe == asked) {
            askedGone = true;
        }
    }

    @Override
    public void writable(Pipe pipe) {
        outgoing.writable(pipe);
    }

    @Override
    public boolean route(OutgoingMessage message) {
        long seen = checkAsk();
        Pipe pipe = outgoing.select();
        if (pipe == null) {
            return false;
        }
        while (!STATE.compareAndSet(this, seen, word(number(seen) + 1, RequestPhase.ASKING))) {
            seen = checkAsk(); // a receiver has just taken the answer to the last request
        }
        long number = number(seen) + 1;
        asked = pipe;
        askedGone = false;
        askedAfter = pipe.arrivedMessages();
        putId(number);
        message.envelope(envelope, envelope.length);
        Event outcome = Event.FAILED;
        try {
            outgoing.route(message);
            outcome = Event.ASKED;
        } finally {
            state = word(number, RequestPhase.ASKING.after(outcome, relaxed));
            host.wakeReceivers(); // one may have looked meanwhile and gone to wait
        }
        return true;
    }

    @Override
    public boolean canRoute() {
        return phase(state).after(Event.ASK, relaxed) != null && outgoing.select() != null;
    }

    @Override
    public void readable(Pipe pipe) {
        incoming.readable(pipe);
    }

    @Override
    public void checkReceive() {
        if (phase(state) == RequestPhase.IDLE) {
            throw new SocketStateException("a REQ socket that has asked nothing has nothing to receive: send first");
        }
    }

    @Override
    public boolean next(IncomingMessage message) {
        while (incoming.next(message)) {
            long seen = state;
            RequestPhase phase = phase(seen);
            if (phase == RequestPhase.ASKING) {
                return false;
            }
            boolean answer = phase == RequestPhase.AWAITING && isAnswer(message, number(seen));
            if (state == seen) {
                if (answer) {
                    message.strip(envelope.length);
                    answered = seen;
                    return true;
                }
                incoming.taken(message);
            }
        }
        return false;
    }

    @Override
    public void showing(IncomingMessage message) {
        // Fails if a sender has given the request up meanwhile; then the state is that of the new one.
        STATE.compareAndSet(this, answered,
                word(number(answered), RequestPhase.AWAITING.after(Event.ANSWERED, relaxed)));
    }

    @Override
    public void taken(IncomingMessage message) {
        showing(message);
        incoming.taken(message);
    }

    @Override
    public boolean sleep() {
        return phase(state) == RequestPhase.ASKING || incoming.sleep();
    }

    private long checkAsk() {
        long seen = state;
        if (phase(seen).after(Event.ASK, relaxed) == null) {
            throw new SocketStateException("a REQ socket that waits for a reply cannot send another request:"
                    + " receive first, or set REQ_RELAXED to give the last request up");
        }
        return seen;
    }

    private boolean isAnswer(IncomingMessage message, long number) {
        Pipe from = incoming.source();
        if (from != asked ? !askedGone : from.consumedMessages() < askedAfter) {
            return false;
        }
        int delimiter = envelope.length - 1;
        return message.bodyFrames() > envelope.length && message.bodySize(delimiter) == 0
                && (!correlate || hasId(message, number));
    }

    private boolean hasId(IncomingMessage message, long number) {
        return message.bodySize(0) == Integer.BYTES
                && message.bodyMemory(0).getInt(message.bodyOffset(0)) == firstId + (int) number;
    }

    private void putId(long number) {
        int value = firstId + (int) number;
        for (int i = 0; i < id.length; i++) {
            id[i] = (byte) (value >> 8 * (id.length - 1 - i));
        }
    }

    private static long word(long number, RequestPhase phase) {
        return number << PHASE_BITS | phase.ordinal();
    }

    private static long number(long word) {
        return word >>> PHASE_BITS;
    }

    private static RequestPhase phase(long word) {
        return PHASES[(int) word & (1 << PHASE_BITS) - 1];
    }
}
