package zlink.engine.loop;

/** Something that wants a look every batch delay for as long as a burst lasts. */
public interface Ticking {

    /**
     * Looks. On the loop.
     *
     * @return whether to look again one delay later
     */
    boolean tick();

    /** Nanoseconds between two looks. */
    long tickNs();
}
