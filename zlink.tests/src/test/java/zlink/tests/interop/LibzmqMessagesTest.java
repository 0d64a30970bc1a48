package zlink.tests.interop;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** With libzmq, over tcp, ipc and ws. */
@ParameterizedClass
@CsvSource({"TCP, ZLINK", "TCP, PEER", "IPC, ZLINK", "IPC, PEER", "WS, ZLINK", "WS, PEER"})
class LibzmqMessagesTest extends ForeignMessages {
    @Override
    ForeignPeer peer() {
        return LibzmqPeer.shared();
    }

    @Override
    int count() {
        return 50_000;
    }

    @Override
    void sendNumbered(ForeignSocket push, int count, int size) {
        ((LibzmqPeer.LibzmqSocket) push).pump(0, count, size);
    }

    @Override
    void receiveNumbered(ForeignSocket pull, int count) {
        ((LibzmqPeer.LibzmqSocket) pull).drain(0, count);
    }
}
