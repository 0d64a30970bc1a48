package zlink.tests.interop;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** With JeroMQ 0.6.0, over tcp. */
@ParameterizedClass
@CsvSource({"TCP, ZLINK", "TCP, PEER"})
class JeroMqPatternsTest extends ForeignPatterns {
    @Override
    ForeignPeer peer() {
        return new JeroMqPeer();
    }
}
