package zlink.engine.mechanism;

import java.nio.ByteBuffer;
import java.util.List;
import zlink.api.HandshakeFailure;

/**
 * No security: each side says READY, without waiting for the other.
 *
 * <p>Source: ZMTP 3.1 (RFC 37), {@code null = ready *message | error}; eager as libzmq
 * {@code src/null_mechanism.cpp} is, because a peer may wait for our READY before it sends its own.
 */
public final class NullMechanism implements Mechanism {
    private static final String READY = "READY";

    @Override
    public String name() {
        return "NULL";
    }

    @Override
    public List<Command> begin(Metadata own) {
        return List.of(new Command(READY, own.encode()));
    }

    @Override
    public Step on(Command command) throws MechanismException {
        if (!command.name().equals(READY)) {
            throw new MechanismException(HandshakeFailure.MALFORMED_COMMAND,
                    "command " + command.printableName() + " where READY was due");
        }
        return Step.done(Metadata.decode(ByteBuffer.wrap(command.data())));
    }
}
