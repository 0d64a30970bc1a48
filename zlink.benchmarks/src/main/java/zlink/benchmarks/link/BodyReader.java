package zlink.benchmarks.link;

import java.nio.ByteBuffer;

/** Sees a body that was received, where the library has put it. */
public interface BodyReader {

    /** Looks at a body that fills the beginning of an array. */
    void read(byte[] array, int size);

    /** Looks at a body inside a big-endian buffer, whatever its position. */
    void read(ByteBuffer buffer, int offset, int size);
}
