package zlink.benchmarks.growth.role;

import java.io.IOException;
import java.util.function.Function;
import zlink.benchmarks.measure.Fields;

/** What a process does all its life; for one thread at a time. */
public interface Role extends AutoCloseable {

    /**
     * Follows an order.
     *
     * @return what was found
     * @throws Exception if it cannot
     */
    Fields perform(Fields order) throws Exception;

    /** Closes what is open, at once. */
    @Override
    void close() throws IOException;

    /** The roles there are. */
    enum Kind {
        /** PULL sockets to which many connect. */
        PULL(library -> new PullRole()),
        /** The many that connect to them. */
        PUSH(library -> new PushRole()),
        /** A PUB socket. */
        PUBLISH(library -> new PublishRole(library.open())),
        /** The SUB sockets that hear it. */
        SUBSCRIBE(library -> new SubscribeRole(library.open()));

        private final Function<Library, Role> maker;

        Kind(Function<Library, Role> maker) {
            this.maker = maker;
        }

        /** Begins the role. */
        Role begin(Library library) {
            return maker.apply(library);
        }
    }

    /** The error for an order that nobody understands. */
    static IllegalArgumentException unknown(Fields order) {
        return new IllegalArgumentException("no such order: " + order);
    }
}
