package zlink.benchmarks.scenario;

import java.util.Locale;

/** What carries the messages. */
public enum Transport {
    /** Threads of one process, without a connection. */
    INPROC("inproc://cell"),
    /** A Unix domain socket. */
    IPC("ipc://*"),
    /** The loopback interface. */
    TCP("tcp://127.0.0.1:*");

    private final String anywhere;

    Transport(String anywhere) {
        this.anywhere = anywhere;
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
