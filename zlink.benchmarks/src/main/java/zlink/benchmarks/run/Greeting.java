package zlink.benchmarks.run;

import java.nio.ByteBuffer;
import java.time.Duration;
import zlink.benchmarks.link.End;
import zlink.benchmarks.link.Link;

/**
 * Makes sure that both ends hear each other before anything is measured.
 *
 * <p>A publisher drops what it sends before its subscriber has subscribed, and a router does not know its peer before
 * the handshake. So one end says hello until the other has heard it, then says that this was the last one, and the
 * other throws away what it hears until then: nothing of the greeting is left in the link.
 */
public final class Greeting {
    private static final byte[] HELLO = {'h', 'i'};
    private static final byte[] LAST = {'!'};
    private static final Duration PATIENCE = Duration.ofMillis(5);

    private Greeting() {
    }

    /** Returns when each end has heard the other. */
    public static void exchange(Link link) {
        greet(link.near(), link.far());
        greet(link.far(), link.near()); // a router that answers has a peer only now
    }

    private static void greet(End from, End to) {
        ByteBuffer heard = ByteBuffer.allocate(HELLO.length);
        int size;
        do {
            from.trySend(HELLO);
            heard.clear();
            size = to.receive(heard, PATIENCE);
        } while (size < 0);
        from.send(LAST);
        do {
            heard.clear();
            size = to.receive(heard);
        } while (size != LAST.length);
    }
}
