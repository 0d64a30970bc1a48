package zlink.transport.ws;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;
import zlink.transport.ws.http.HeadReader;
import zlink.transport.ws.http.HttpFailure;
import zlink.transport.ws.http.Upgrade;

/**
 * Moves the HTTP of an {@link Upgrade} between it and the connection below, which shakes hands first. Loop thread only,
 * as {@link Connection#shakeHands} has it.
 */
final class UpgradeExchange {
    /** What is read and forgotten behind a refused request, so that unread bytes do not make the kernel drop it. */
    private static final int MOST_FORGOTTEN = 256 << 10;

    private enum Phase { BELOW, OPENING, HEAD, ANSWER, REFUSAL, DONE, FAILED }

    private final Connection below;
    private final Upgrade upgrade;
    private final HeadReader head;
    private Phase phase = Phase.BELOW;
    private ByteBuffer output = ByteBuffer.allocate(0);
    private Upgrade.Agreement agreement;
    private HttpFailure failure;

    UpgradeExchange(Connection below, Upgrade upgrade, int maxHeadBytes) {
        this.below = below;
        this.upgrade = upgrade;
        this.head = new HeadReader(maxHeadBytes);
    }

    /**
     * Goes on as far as the connection below allows.
     *
     * @param input gets what comes; holds what came behind the HTTP, in the end
     * @return what to wait for, 0 once it is done
     */
    int advance(ReceiveBuffer input) throws IOException {
        while (true) {
            int wanted = switch (phase) {
                case BELOW -> shakeBelow();
                case OPENING -> send(Phase.HEAD);
                case HEAD -> receive(input);
                case ANSWER -> send(Phase.DONE);
                case REFUSAL -> send(Phase.FAILED);
                case DONE -> 0;
                case FAILED -> throw refused(input);
            };
            if (wanted != 0 || phase == Phase.DONE) {
                return wanted;
            }
        }
    }

    private int shakeBelow() throws IOException {
        int wanted = below.shakeHands();
        if (wanted == 0) {
            say(upgrade.opening(), Phase.OPENING);
        }
        return wanted;
    }

    private void say(byte[] what, Phase next) {
        output = ByteBuffer.wrap(what);
        phase = next;
    }

    private int send(Phase next) throws IOException {
        if (output.hasRemaining()) {
            below.write(output);
        }
        if (!below.flush() || output.hasRemaining()) {
            return Readiness.WRITE;
        }
        phase = next;
        return 0;
    }

    private int receive(ReceiveBuffer input) throws IOException {
        try {
            while (!head.read(input.bytes())) {
                int count = input.fill();
                if (count < 0) {
                    throw new EOFException(head.hasBegun()
                            ? "the peer closed in the middle of its HTTP"
                            : "the peer closed and had said nothing; does it speak HTTP, and serve this path?");
                }
                if (count == 0) {
                    input.rest();
                    return below.flush() ? Readiness.READ : Readiness.READ | Readiness.WRITE;
                }
            }
            agreement = upgrade.judge(head.head());
            say(upgrade.answer(), Phase.ANSWER);
        } catch (HttpFailure refusal) {
            failure = refusal;
            say(upgrade.refusal(refusal), Phase.REFUSAL);
        }
        return 0;
    }

    /** Reads what has come behind what was refused, as far as it is there; waits for nothing. */
    private HttpFailure refused(ReceiveBuffer input) {
        try {
            int forgotten = 0;
            int count = 1;
            while (count > 0 && forgotten < MOST_FORGOTTEN) {
                input.drop();
                count = input.fill();
                forgotten += count;
            }
            below.shutdownOutput();
        } catch (IOException gone) {
            failure.addSuppressed(gone);
        }
        input.drop();
        return failure;
    }

    /** What was agreed on; null before it is done. */
    Upgrade.Agreement agreement() {
        return phase == Phase.DONE ? agreement : null;
    }
}
