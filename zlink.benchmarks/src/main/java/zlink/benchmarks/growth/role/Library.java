package zlink.benchmarks.growth.role;

import java.util.Locale;
import java.util.function.Supplier;
import zlink.benchmarks.jeromq.JeroMqLinks;

/** Whose sockets a process has. */
public enum Library {
    /** This project's. */
    ZLINK(ZlinkPubSub::new, () -> "zlink"),
    /** The other pure-Java one; only where it is compared. */
    JEROMQ(JeroMqPubSub::new, JeroMqLinks::version);

    private final Supplier<PubSub> opener;
    private final Supplier<String> described;

    Library(Supplier<PubSub> opener, Supplier<String> described) {
        this.opener = opener;
        this.described = described;
    }

    /** Its publishers and subscribers, none yet. */
    PubSub open() {
        return opener.get();
    }

    /** With its version. */
    String described() {
        return described.get();
    }

    /** As in tables. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
