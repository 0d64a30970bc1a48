package zlink.transport.ws;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;
import zlink.transport.ws.http.HeadReader;
import zlink.transport.ws.http.HttpFailure;
import zlink.transport.ws.http.HttpStatus;
import zlink.transport.ws.http.Upgrade;

/**
 * Moves the HTTP of an {@link Upgrade} between it and the connection below, which shakes hands first. Loop thread only,
 * as {@link Connection#shakeHands} has it.
 */
final class UpgradeExchange {
    /** What is read and forgotten behind a refused request, so that unread bytes do not make the kernel drop it. */
    private static final int MOST_FORGOTTEN = 256 << 10;

    private enum Phase { BELOW, OPENING, HEAD, JUDGEMENT, ANSWER, REFUSAL, DONE, FAILED }

    private final Connection below;
    private final HeadReader head;
    private Upgrade upgrade;
    private int maxHeadBytes; // at most what the reader takes
    private Optional<String> asked = Optional.empty(); // another's path, once it is known to be asked for
    private Phase phase = Phase.BELOW;
    private ByteBuffer output = ByteBuffer.allocate(0);
    private Upgrade.Agreement agreement;
    private HttpFailure failure;

    UpgradeExchange(Connection below, Upgrade upgrade, int maxHeadBytes) {
        this(below, upgrade, maxHeadBytes, maxHeadBytes);
    }

    /** As above. @param readBytes what is read of a head at most, before it is known by whose limit to judge it */
    UpgradeExchange(Connection below, Upgrade upgrade, int maxHeadBytes, int readBytes) {
        this.below = below;
        this.upgrade = upgrade;
        this.maxHeadBytes = maxHeadBytes;
        this.head = new HeadReader(Math.max(maxHeadBytes, readBytes));
    }

    /** Somebody else has taken over, who judges by his own measure. Before anything has been answered. */
    void takeOver(Upgrade his, int hisMaxHeadBytes) {
        upgrade = his;
        maxHeadBytes = hisMaxHeadBytes;
        asked = Optional.empty();
    }

    /**
     * Goes on as far as the connection below allows.
     *
     * @param input gets what comes; holds what came behind the HTTP, in the end
     * @return what to wait for, 0 once it is done, {@link Connection#ELSEWHERE} if somebody else is meant
     */
    int advance(ReceiveBuffer input) throws IOException {
        while (true) {
            int wanted = switch (phase) {
                case BELOW -> shakeBelow();
                case OPENING -> send(Phase.HEAD);
                case HEAD -> receive(input);
                case JUDGEMENT -> judge(input);
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
            phase = Phase.JUDGEMENT;
        } catch (HttpFailure refusal) {
            refuse(refusal);
        }
        return 0;
    }

    private int judge(ReceiveBuffer input) {
        asked = upgrade.meansAnother(head.head());
        if (asked.isPresent()) {
            input.rest();
            return Connection.ELSEWHERE;
        }
        try {
            if (head.size() > maxHeadBytes) {
                throw new HttpFailure(HttpStatus.HEADERS_TOO_LARGE, "a head of more than " + maxHeadBytes + " bytes");
            }
            agreement = upgrade.judge(head.head());
            say(upgrade.answer(), Phase.ANSWER);
        } catch (HttpFailure refusal) {
            refuse(refusal);
        }
        return 0;
    }

    private void refuse(HttpFailure why) {
        failure = why;
        say(upgrade.refusal(why), Phase.REFUSAL);
    }

    /** Whose path is asked for, if it is another's. */
    Optional<String> asked() {
        return asked;
    }

    /** Whether somebody else can still take over: nothing has been answered. */
    boolean isUndecided() {
        return phase.compareTo(Phase.JUDGEMENT) <= 0;
    }

    /** Refuses what has been read and nobody serves, as far as that leaves at once. */
    void turnAway(HttpFailure why, ReceiveBuffer input) throws IOException {
        refuse(why);
        if (send(Phase.FAILED) == 0) {
            refused(input);
        }
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
