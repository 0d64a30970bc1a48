package zlink.patterns;

import java.nio.ByteBuffer;

/**
 * Subscriptions in the form of a frame: a byte 1 to subscribe or 0 to cancel, then the topic. Peers before ZMTP 3.1
 * send them so, and so the application of an XPUB receives and that of an XSUB sends them.
 */
final class UpstreamFrame {
    static final byte CANCEL = 0;
    static final byte SUBSCRIBE = 1;

    private UpstreamFrame() { }

    static boolean isSubscription(byte first) {
        return first == CANCEL || first == SUBSCRIBE;
    }

    static byte[] of(boolean subscribe, byte[] topic) {
        byte[] frame = new byte[1 + topic.length];
        frame[0] = subscribe ? SUBSCRIBE : CANCEL;
        System.arraycopy(topic, 0, frame, 1, topic.length);
        return frame;
    }

    static byte[] copy(ByteBuffer memory, int offset, int size) {
        byte[] copy = new byte[size];
        memory.get(offset, copy);
        return copy;
    }
}
