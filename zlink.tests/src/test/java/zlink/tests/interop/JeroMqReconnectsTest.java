package zlink.tests.interop;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** With JeroMQ 0.6.0, over tcp. */
@ParameterizedClass
@CsvSource({"TCP, ZLINK", "TCP, PEER"})
class JeroMqReconnectsTest extends ForeignReconnects {
    @Override
    ForeignPeer peer() {
        return new JeroMqPeer();
    }
}
