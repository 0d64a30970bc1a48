package zlink.engine.mechanism;

import java.util.Optional;
import zlink.api.HandshakeFailure;

/** A peer broke the rules of a mechanism, or was refused by it. */
public final class MechanismException extends Exception {
    private static final long serialVersionUID = 1L;

    private final HandshakeFailure failure;
    private final transient Command answer;

    /** A failure the mechanism has no command for. */
    public MechanismException(HandshakeFailure failure, String message) {
        this(failure, message, null);
    }

    /**
     * A failure the peer is told of.
     *
     * @param answer the last command the peer gets, or null
     */
    public MechanismException(HandshakeFailure failure, String message, Command answer) {
        super(message, null, false, false); // peers can cause it as fast as they can connect
        this.failure = failure;
        this.answer = answer;
    }

    /** What kind of failure it was. */
    public HandshakeFailure failure() {
        return failure;
    }

    /** The last command the peer gets. */
    public Optional<Command> answer() {
        return Optional.ofNullable(answer);
    }
}
