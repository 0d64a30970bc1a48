package zlink.patterns;

import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import zlink.api.Message;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;

/**
 * What the application of an XPUB socket is to receive: subscriptions, cancellations and messages of all its peers, in
 * the order in which they came.
 *
 * <p>Filled under the send lock, emptied under the receive lock.
 */
final class UpstreamQueue {
    private final ByteQueue messages;
    private final OutgoingMessage encoder = new OutgoingMessage();         // guarded by the send lock
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>(); // one for each message, put in before it
    private final AtomicInteger userMessages = new AtomicInteger();        // counted up and down by either side
    private final AtomicLong userBytes = new AtomicLong();                 // the same
    private final int mostUserMessages; // 0: no limit
    private final long mostUserBytes;   // 0: no limit

    private record Arrival(XPubPeer peer, boolean isSubscription, long bytes) { }

    UpstreamQueue(ChunkPool chunks, int mostUserMessages, long mostUserBytes) {
        messages = new ByteQueue(chunks, 0, 0);
        this.mostUserMessages = mostUserMessages;
        this.mostUserBytes = mostUserBytes;
    }

    // ---- under the send lock ---------------------------------------------------------------------------------------

    void addSubscription(XPubPeer peer, boolean subscribe, byte[] topic) {
        peer.untold.incrementAndGet();
        peer.untoldBytes.addAndGet(topic.length);
        byte[] frame = UpstreamFrame.of(subscribe, topic);
        add(new Arrival(peer, true, topic.length), encoder.array(frame, 0, frame.length));
    }

    /** Whether one more of the peers' own messages may be kept. */
    boolean hasRoom() {
        return (mostUserMessages == 0 || userMessages.get() < mostUserMessages)
                && (mostUserBytes == 0 || userBytes.get() < mostUserBytes);
    }

    void addMessage(XPubPeer peer, byte[][] frames) {
        Message message = Message.wrap(frames);
        long bytes = 0;
        for (byte[] frame : frames) {
            bytes += frame.length;
        }
        userMessages.incrementAndGet();
        userBytes.addAndGet(bytes);
        add(new Arrival(peer, false, bytes), encoder.message(message));
    }

    private void add(Arrival arrival, OutgoingMessage message) {
        arrivals.add(arrival);
        messages.append(message);
        message.clear();
        VarHandle.fullFence(); // the message before the look whether somebody waits for it
    }

    // ---- under the receive lock ------------------------------------------------------------------------------------

    boolean next(IncomingMessage message) {
        if (!messages.hasMessage()) {
            return false;
        }
        messages.load(message);
        message.peer(arrivals.peek().peer().pipe.peer());
        return true;
    }

    /** Takes the message loaded last; returns whose it was. */
    XPubPeer taken(IncomingMessage message) {
        messages.consume(message);
        Arrival arrival = arrivals.poll();
        (arrival.isSubscription() ? arrival.peer().untold : userMessages).decrementAndGet();
        (arrival.isSubscription() ? arrival.peer().untoldBytes : userBytes).addAndGet(-arrival.bytes());
        return arrival.peer();
    }

    boolean isEmpty() {
        return !messages.hasMessage();
    }
}
