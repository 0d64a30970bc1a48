package zlink.tests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** With JeroMQ 0.6.0, over tcp. */
@ParameterizedClass
@CsvSource({"TCP, ZLINK", "TCP, PEER"})
class JeroMqMessagesTest extends ForeignMessages {
    @Override
    ForeignPeer peer() {
        return new JeroMqPeer();
    }

    @Override
    int count() {
        return 20_000;
    }

    @Override
    void sendNumbered(ForeignSocket push, int count, int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < count; i++) {
            push.send(List.of(bytes("" + i), content));
        }
    }

    @Override
    void receiveNumbered(ForeignSocket pull, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(new String(pull.next().get(0), UTF_8)).isEqualTo("" + i);
        }
    }
}
