package zlink.api;

import java.nio.ByteBuffer;

/** A received message where it lies; valid only inside the {@link MessageHandler} it was given to. */
public interface MessageView {

    /** At least 1. */
    int frameCount();

    /** Bytes of one frame. */
    int size(int frame);

    /**
     * One frame as a read-only buffer, big-endian, from position to limit. The next call on this view may return
     * the same buffer object for another frame.
     */
    ByteBuffer frame(int frame);

    /** One frame as a new array. */
    byte[] bytes(int frame);

    /** One frame decoded from UTF-8. */
    String text(int frame);

    /** Copies the whole message, to keep it. */
    Message toMessage();

    /** Who sent it. */
    PeerInfo peer();
}
