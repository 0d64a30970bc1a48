package zlink.benchmarks.scenario;

import java.util.List;
import java.util.Locale;

/** What carries the messages. */
public enum Transport {
    /** Threads of one process, without a connection. */
    INPROC("inproc://cell"),
    /** A Unix domain socket. */
    IPC("ipc://*"),
    /** The loopback interface. */
    TCP("tcp://127.0.0.1:*"),
    /** The loopback interface, encrypted. */
    TLS("tls://127.0.0.1:*"),
    /** WebSockets over the loopback interface. */
    WS("ws://127.0.0.1:*/cell"),
    /** The same, encrypted. */
    WSS("wss://127.0.0.1:*/cell");

    /** Those that zlink shares with the peers it is compared with. */
    public static final List<Transport> SHARED = List.of(INPROC, IPC, TCP);

    private final String anywhere;

    Transport(String anywhere) {
        this.anywhere = anywhere;
    }

    /** Whether both ends need a certificate or have to trust one. */
    public boolean isEncrypted() {
        return this == TLS || this == WSS;
    }

    /** Where to bind such that no other program is in the way; the resolved endpoint is what to connect to. */
    public String anywhere() {
        return anywhere;
    }

    /** The scheme. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
