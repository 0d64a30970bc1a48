package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MessagePropertyTest {
    private static Message of(List<byte[]> frames) {
        return Message.copyOf(frames.toArray(byte[][]::new));
    }

    @Property
    void keepsEveryFrame(@ForAll @Size(min = 1, max = 10) List<@Size(max = 40) byte[]> frames) {
        Message message = of(frames);
        assertThat(message.frameCount()).isEqualTo(frames.size());
        assertThat(message.totalSize()).isEqualTo(frames.stream().mapToLong(frame -> frame.length).sum());
        for (int i = 0; i < frames.size(); i++) {
            assertThat(message.bytes(i)).isEqualTo(frames.get(i));
            assertThat(message.size(i)).isEqualTo(frames.get(i).length);
            assertThat(message.frame(i)).isEqualTo(ByteBuffer.wrap(frames.get(i)));
        }
    }

    @Property
    void isTheSameHoweverItIsMade(@ForAll @Size(min = 1, max = 5) List<@Size(max = 10) byte[]> frames) {
        Message message = of(frames);
        Message.Builder builder = Message.builder();
        frames.forEach(frame -> builder.frame(ByteBuffer.wrap(frame)));
        byte[][] array = frames.toArray(byte[][]::new);
        assertThat(List.of(builder.build(), Message.wrap(array.clone()),
                Message.received(PeerInfo.builder(1).build(), array.clone()))).allSatisfy(
                        other -> assertThat(other).isEqualTo(message).hasSameHashCodeAs(message));
    }

    @Property
    void losesWhatItGained(@ForAll @Size(min = 1, max = 5) List<@Size(max = 10) byte[]> frames,
            @ForAll @Size(max = 10) byte[] first) {
        Message message = of(frames);
        Message longer = message.withFirst(first);
        assertThat(longer.frameCount()).isEqualTo(frames.size() + 1);
        assertThat(longer.bytes(0)).isEqualTo(first);
        assertThat(longer.withoutFirst()).isEqualTo(message).hasSameHashCodeAs(message);
        assertThat(message).isEqualTo(of(frames));
    }

    @Property
    void isEqualExactlyIfTheFramesAre(@ForAll @Size(min = 1, max = 2) List<@Size(max = 1) byte[]> one,
            @ForAll @Size(min = 1, max = 2) List<@Size(max = 1) byte[]> two) {
        assertThat(of(one).equals(of(two)))
                .isEqualTo(Arrays.deepEquals(one.toArray(), two.toArray()));
    }

    @Property
    void copiesAFrameWithoutMovingTheBuffer(@ForAll @Size(min = 1, max = 3) List<@Size(max = 40) byte[]> frames,
            @ForAll @IntRange(max = 10) int index, @ForAll boolean direct) {
        Message message = of(frames);
        for (int i = 0; i < frames.size(); i++) {
            int capacity = index + frames.get(i).length;
            ByteBuffer target = direct ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
            assertThat(message.copyTo(i, target, index)).isEqualTo(frames.get(i).length);
            assertThat(target.position()).isZero();
            byte[] copied = new byte[frames.get(i).length];
            target.get(index, copied);
            assertThat(copied).isEqualTo(frames.get(i));
        }
    }

    @Property
    void textsComeBack(@ForAll @Size(min = 1, max = 5) List<String> texts) {
        List<String> encodable = texts.stream().map(text -> text.replaceAll("\\p{Cs}", "?")).toList();
        assertThat(Message.of(encodable.toArray(String[]::new)).texts()).isEqualTo(encodable);
    }

    @Property
    void isShownInBoundedLength(@ForAll @Size(min = 1, max = 20) List<@Size(max = 100) byte[]> frames) {
        assertThat(of(frames).toString()).hasSizeLessThan(800);
    }
}
