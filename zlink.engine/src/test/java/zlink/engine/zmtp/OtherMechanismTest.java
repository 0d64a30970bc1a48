package zlink.engine.zmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.engine.zmtp.Wire.bytes;
import static zlink.engine.zmtp.Wire.command;
import static zlink.engine.zmtp.Wire.greeting;
import static zlink.engine.zmtp.Wire.property;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zlink.api.HandshakeFailure;
import zlink.api.SocketType;
import zlink.engine.mechanism.Command;
import zlink.engine.mechanism.Mechanism;
import zlink.engine.mechanism.MechanismException;
import zlink.engine.mechanism.Metadata;
import zlink.engine.mechanism.Step;

/** A mechanism with a client, a server and a password takes its turns through the same handshake. */
class OtherMechanismTest {
    private static final byte[] GREETING = greeting(3, 1, "SECRET");
    private static final byte[] NOTHING = {};

    private record Client() implements Mechanism {
        @Override
        public String name() {
            return "SECRET";
        }

        @Override
        public List<Command> begin(Metadata own) {
            return List.of(new Command("HELLO", bytes("open sesame")), new Command("INITIATE", own.encode()));
        }

        @Override
        public Step on(Command command) throws MechanismException {
            return command.name().equals("WELCOME") ? Step.answer()
                    : Step.done(Metadata.decode(ByteBuffer.wrap(command.data())));
        }
    }

    /** Not a record: it remembers. */
    private static final class Server implements Mechanism {
        private Metadata own;

        @Override
        public String name() {
            return "SECRET";
        }

        @Override
        public List<Command> begin(Metadata mine) {
            own = mine;
            return List.of();
        }

        @Override
        public Step on(Command command) throws MechanismException {
            if (command.name().equals("INITIATE")) {
                return Step.done(Metadata.decode(ByteBuffer.wrap(command.data())),
                        new Command("READY", own.encode()));
            }
            if (!new String(command.data(), StandardCharsets.US_ASCII).equals("open sesame")) {
                throw new MechanismException(HandshakeFailure.REJECTED_BY_PEER, "wrong word",
                        new Command("ERROR", bytes(3, "400")));
            }
            return Step.answer(new Command("WELCOME", NOTHING));
        }
    }

    @Test
    void serverAnswersAndIsDoneWithItsLastCommand() {
        byte[] client = bytes(GREETING, command("HELLO", "open sesame"),
                command("INITIATE", property("Socket-Type", "PUSH")));

        Outcome outcome = new Outcome(pull(new Server())).feed(client, List.of(1));

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.output()).endsWith(bytes(command("WELCOME"),
                command("READY", property("Socket-Type", "PULL"))));
        assertThat(outcome.toString()).startsWith("DONE 3.1 SECRET Optional[PUSH]");
    }

    @Test
    void refusedClientIsTold() {
        Outcome outcome = new Outcome(pull(new Server())).feed(bytes(GREETING, command("HELLO", "please")),
                List.of(7));

        assertThat(outcome.failure()).hasMessage("wrong word");
        assertThat(outcome.output()).hasSize(64 + 12).endsWith(command("ERROR", 3, "400"));
    }

    @Test
    void clientAndServerAgree() throws HandshakeException {
        Handshake client = new Handshake(SocketType.PUSH, null, Map.of(), new Client(), 1000);
        Handshake server = pull(new Server());

        while (client.output().hasRemaining() || server.output().hasRemaining()) {
            server.feed(ByteBuffer.wrap(Wire.remaining(client.output())));
            client.feed(ByteBuffer.wrap(Wire.remaining(server.output())));
        }

        assertThat(client.peer().socketType()).contains(SocketType.PULL);
        assertThat(server.peer().socketType()).contains(SocketType.PUSH);
        assertThat(server.peer().mechanism()).isEqualTo("SECRET");
    }

    private static Handshake pull(Mechanism mechanism) {
        return new Handshake(SocketType.PULL, null, Map.of(), mechanism, 1000);
    }
}
