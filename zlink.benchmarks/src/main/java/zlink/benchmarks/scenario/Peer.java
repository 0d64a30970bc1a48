package zlink.benchmarks.scenario;

import java.util.Optional;

/** Who is measured. */
public enum Peer {
    /** zlink as most programs use it: arrays out, the caller's buffer in. */
    ZLINK("zlink"),
    /** zlink, receiving message objects. */
    ZLINK_OBJECT("zlink-object"),
    /** zlink, receiving by a handler that sees the bytes in place. */
    ZLINK_HANDLER("zlink-handler"),
    /** The other pure-Java one. */
    JEROMQ("jeromq"),
    /** The original, from C. */
    LIBZMQ("libzmq"),
    /** Not a library: channels that carry the same bytes and do nothing else. */
    NIO("nio");

    private final String shown;

    Peer(String shown) {
        this.shown = shown;
    }

    /** Whether it is a form of zlink, which the others are compared with. */
    public boolean isZlink() {
        return this == ZLINK || this == ZLINK_OBJECT || this == ZLINK_HANDLER;
    }

    /** Why there is nothing to measure over a transport; empty if there is. */
    public Optional<String> lack(Transport transport) {
        if (this == JEROMQ && transport == Transport.IPC) {
            return Optional.of("its ipc is tcp under another name, which no other peer can use");
        }
        if (this == NIO && transport == Transport.INPROC) {
            return Optional.of("inproc has no channel, and so no limit by one");
        }
        return Optional.empty();
    }

    /** As it is written on a command line and in tables. */
    @Override
    public String toString() {
        return shown;
    }
}
