package zlink.transport.ws;

/** Which side of a WebSocket we are. */
enum Role {
    /** Asked for it, and masks what it sends. */
    CLIENT,
    /** Was asked. */
    SERVER
}
