package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/**
 * A layer that is as awkward as its contract allows: takes in whatever the channel below has and gives it out in small
 * pieces, holds back what the channel below does not take, owes an answer for every third read, and greets first.
 */
final class ScriptedLayer implements Connection {
    static final byte[] GREETING = {'H', 'I'};
    private static final int MOST_HELD = 50;
    private static final int READS_PER_ANSWER = 3;

    private enum Shaking { GREETS, IS_GREETED, DONE }

    private final Connection below;
    private final int mostPerRead;
    private final ByteBuffer unshaken = ByteBuffer.allocateDirect(GREETING.length);
    private ByteBuffer greeting = ByteBuffer.wrap(GREETING);
    private Shaking shaking = Shaking.GREETS;
    private byte[] input = {};
    private int inputAt;
    private boolean ended;
    private boolean endGiven;
    private byte[] output = {};
    private int reads;
    private int owed;
    private boolean shut;
    private boolean writing;

    ScriptedLayer(Connection below, int mostPerRead) {
        this.below = below;
        this.mostPerRead = mostPerRead;
    }

    int heldInput() {
        return input.length - inputAt;
    }

    boolean isShut() {
        return shut;
    }

    int owedAnswers() {
        return owed;
    }

    @Override
    public boolean finishConnect() throws IOException {
        return below.finishConnect();
    }

    @Override
    public int shakeHands() throws IOException {
        if (shaking == Shaking.GREETS) {
            below.write(greeting);
            if (greeting.hasRemaining()) {
                return Readiness.WRITE;
            }
            shaking = Shaking.IS_GREETED;
        }
        if (shaking == Shaking.IS_GREETED) {
            if (below.read(unshaken) < 0) {
                throw new IOException("gone before it greeted");
            }
            if (unshaken.hasRemaining()) {
                return Readiness.READ;
            }
            shaking = Shaking.DONE;
        }
        return 0;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        assertThat(shaking).as("hands shaken").isEqualTo(Shaking.DONE);
        takeIn();
        int some = Math.min(Math.min(heldInput(), target.remaining()), mostPerRead);
        if (some == 0) {
            endGiven |= ended;
            return ended ? -1 : 0;
        }
        if (++reads % READS_PER_ANSWER == 0) {
            owed++;
        }
        target.put(input, inputAt, some);
        inputAt += some;
        return some;
    }

    private void takeIn() throws IOException {
        if (ended) {
            return;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(input, inputAt, heldInput());
        ByteBuffer piece = ByteBuffer.allocateDirect(1000);
        int count;
        try {
            for (count = below.read(piece); count > 0; count = below.read(piece.clear())) {
                byte[] copy = new byte[count];
                piece.flip().get(copy);
                all.writeBytes(copy);
            }
            ended = count < 0;
        } catch (IOException e) {
            if (all.size() == 0) {
                throw e;
            } // else the next read will meet it again
        }
        input = all.toByteArray();
        inputAt = 0;
    }

    @Override
    public boolean hasInput() {
        below.hasInput(); // where others act
        return heldInput() > 0 || ended && !endGiven;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        assertThat(shaking).as("hands shaken").isEqualTo(Shaking.DONE);
        assertThat(shut).as("shut").isFalse();
        int taken = 0;
        pass();
        while (source.hasRemaining() && output.length < MOST_HELD) {
            byte[] piece = new byte[Math.min(source.remaining(), MOST_HELD)];
            source.get(piece);
            output = Peer.join(output, piece);
            taken += piece.length;
            pass();
        }
        return taken;
    }

    private void pass() throws IOException {
        assertThat(writing).as("two writes at once").isFalse();
        writing = true;
        try {
            if (output.length > 0) {
                ByteBuffer rest = ByteBuffer.wrap(output);
                below.write(rest);
                output = new byte[rest.remaining()];
                rest.get(output);
            }
        } finally {
            writing = false;
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new AssertionError("does not gather");
    }

    @Override
    public boolean flush() throws IOException {
        below.flush(); // where others act
        pass();
        if (output.length > 0) {
            return false;
        }
        owed = 0;
        if (shut) {
            below.shutdownOutput();
        }
        return true;
    }

    @Override
    public boolean hasOutput() {
        below.hasOutput(); // where others act
        return owed > 0 || output.length > 0;
    }

    @Override
    public void shutdownOutput() throws IOException {
        shut = true;
        flush();
    }

    @Override
    public Readiness readiness() {
        return below.readiness();
    }

    @Override
    public String localAddress() {
        return below.localAddress();
    }

    @Override
    public String remoteAddress() {
        return below.remoteAddress();
    }

    @Override
    public Map<String, String> peerProperties() {
        return below.peerProperties();
    }

    @Override
    public void close() {
        below.close();
    }
}
