package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RoutingIdPropertyTest {
    @Property
    void keepsItsBytes(@ForAll @Size(min = 1, max = 255) byte[] bytes) {
        RoutingId id = RoutingId.of(bytes);
        assertThat(id.bytes()).isEqualTo(bytes);
        assertThat(id.size()).isEqualTo(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            assertThat(id.byteAt(i)).isEqualTo(bytes[i]);
        }
    }

    @Property
    void copiesItselfWithoutMovingTheBuffer(@ForAll @Size(min = 1, max = 255) byte[] bytes,
            @ForAll @IntRange(max = 20) int index, @ForAll boolean direct) {
        int capacity = index + bytes.length + 3;
        ByteBuffer target = direct ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
        target.position(2);
        assertThat(RoutingId.of(bytes).copyTo(target, index)).isEqualTo(bytes.length);
        assertThat(target.position()).isEqualTo(2);
        byte[] copied = new byte[bytes.length];
        target.get(index, copied);
        assertThat(copied).isEqualTo(bytes);
    }

    @Property
    void isEqualExactlyIfTheBytesAre(@ForAll @Size(min = 1, max = 3) byte[] one,
            @ForAll @Size(min = 1, max = 3) byte[] two) {
        RoutingId id = RoutingId.of(one);
        assertThat(id).isEqualTo(RoutingId.of(one.clone())).hasSameHashCodeAs(RoutingId.of(one.clone()));
        assertThat(id.equals(RoutingId.of(two))).isEqualTo(Arrays.equals(one, two));
    }
}
