package zlink.tests.interop;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** With libzmq, over tcp, ipc and ws. */
@ParameterizedClass
@CsvSource({"TCP, ZLINK", "TCP, PEER", "IPC, ZLINK", "IPC, PEER", "WS, ZLINK", "WS, PEER"})
class LibzmqPatternsTest extends ForeignPatterns {
    @Override
    ForeignPeer peer() {
        return LibzmqPeer.shared();
    }
}
