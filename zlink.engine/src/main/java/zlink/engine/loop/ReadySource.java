package zlink.engine.loop;

/** A listener or connection that an {@link IoLoop} watches. */
public interface ReadySource {

    /**
     * It can make progress. On the loop.
     *
     * @param operations of {@link zlink.transport.spi.Readiness}
     */
    void ready(int operations);
}
