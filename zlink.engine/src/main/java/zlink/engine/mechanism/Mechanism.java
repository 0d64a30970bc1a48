package zlink.engine.mechanism;

import java.util.List;

/**
 * One side of a security handshake on one connection, as a pure state machine: commands in, commands out.
 *
 * <p>Roles (client, server), keys and passwords are the constructor's; the greeting, frames, the peer's ERROR command
 * and what the metadata say are the handshake's.
 */
public interface Mechanism {

    /** The name in the greeting: 1 to 20 characters of ASCII, the same on both sides. */
    String name();

    /**
     * Begins, once, after the peer's greeting.
     *
     * @param own what the peer shall know of this side, sent when the mechanism is ready to
     * @return commands to send before any has come from the peer; none if the peer begins
     */
    List<Command> begin(Metadata own);

    /**
     * Takes the peer's next command; not called after the step that says it is over.
     *
     * @throws MechanismException if the peer broke the rules or is refused
     */
    Step on(Command command) throws MechanismException;
}
