package zlink.tests.interop;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** With JeroMQ 0.6.0, over tcp. */
@ParameterizedClass
@CsvSource({"TCP, ZLINK", "TCP, PEER"})
class JeroMqPublishingTest extends ForeignPublishing {
    @Override
    ForeignPeer peer() {
        return new JeroMqPeer();
    }

    @Override
    int longestTopic() {
        return 1000; // it walks topics recursively, and overflows its stack on much longer ones
    }
}
