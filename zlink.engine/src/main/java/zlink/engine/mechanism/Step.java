package zlink.engine.mechanism;

import java.util.List;
import java.util.Optional;

/**
 * What a mechanism answers to a command.
 *
 * @param commands to send now, in order
 * @param peer what the peer told of itself, if the handshake is over with these commands
 */
public record Step(List<Command> commands, Optional<Metadata> peer) {

    /** Sends commands and waits for more. */
    public static Step answer(Command... commands) {
        return new Step(List.of(commands), Optional.empty());
    }

    /** Sends the last commands, if any: both sides are done. */
    public static Step done(Metadata peer, Command... commands) {
        return new Step(List.of(commands), Optional.of(peer));
    }
}
