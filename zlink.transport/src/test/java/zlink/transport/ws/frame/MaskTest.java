package zlink.transport.ws.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MaskTest {

    /** As RFC 6455 section 5.3 has it: octet i with octet i modulo 4 of the key. */
    private static byte[] masked(byte[] payload, int key) {
        byte[] keyOctets = ByteBuffer.allocate(4).putInt(key).array();
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= keyOctets[i % 4];
        }
        return masked;
    }

    @Property
    void aPayloadIsMaskedInAnyPieces(@ForAll @Size(max = 200) byte[] payload, @ForAll int key,
            @ForAll @IntRange(min = 1, max = 50) int piece, @ForAll boolean little) {
        ByteBuffer buffer = ByteBuffer.wrap(payload.clone())
                .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int next = key;
        for (int at = 0; at < payload.length; at += piece) {
            next = Mask.apply(buffer, at, Math.min(payload.length, at + piece), next);
        }
        assertThat(buffer.array()).isEqualTo(masked(payload, key));
    }

    @Property
    void movingMasksToo(@ForAll @Size(max = 200) byte[] payload, @ForAll int key, @ForAll boolean little) {
        ByteBuffer target = ByteBuffer.allocateDirect(payload.length + 3)
                .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN).position(3);
        ByteBuffer source = ByteBuffer.wrap(payload);
        int middle = payload.length / 3;
        int next = Mask.move(source, target, middle, key);
        Mask.move(source, target, payload.length - middle, next);

        assertThat(source.hasRemaining()).isFalse();
        byte[] moved = new byte[payload.length];
        target.flip().position(3).get(moved);
        assertThat(moved).isEqualTo(masked(payload, key));
    }

    @Property
    void headersAreReadAsWritten(@ForAll long any, @ForAll int key, @ForAll boolean fromClient)
            throws ViolationException {
        long length = (any & Long.MAX_VALUE) >>> (key & 63);
        ByteBuffer bytes = ByteBuffer.allocate(FrameHeader.LARGEST);
        FrameHeader.write(bytes, Opcode.BINARY, length, fromClient, key);
        bytes.flip();
        FrameHeader header = new FrameHeader(fromClient);
        for (int there = 0; there < bytes.limit(); there++) {
            ByteBuffer beginning = bytes.slice(0, there);
            assertThat(header.read(beginning)).as(there + " bytes").isFalse();
            assertThat(beginning.position()).isZero();
        }

        assertThat(header.read(bytes)).isTrue();
        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(header.length()).isEqualTo(length);
        assertThat(header.key()).isEqualTo(fromClient ? key : 0);
        assertThat(header.opcode()).isEqualTo(Opcode.BINARY);
        assertThat(header.isFinal()).isTrue();
    }
}
