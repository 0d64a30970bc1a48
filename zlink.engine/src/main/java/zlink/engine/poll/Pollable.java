package zlink.engine.poll;

/** A socket as pollers and asynchronous receivers see it. Any thread. */
public interface Pollable {

    /** Calls a listener from now on, also once when the socket closes. */
    void addListener(ReadinessListener listener);

    /** Does not call a listener any more, but for calls under way. */
    void removeListener(ReadinessListener listener);

    /**
     * Looks for a message, and if there is none, or another receiver is at it, arranges for the listeners to be told
     * when to look again. Never waits, not even for a message handler.
     *
     * @return whether a message is there, or the socket is closed
     */
    boolean prepareToReceive();

    /**
     * Looks for room to send, and if there is none arranges for the listeners to be told of it.
     *
     * @return whether there is room, or the socket is closed
     */
    boolean prepareToSend();
}
