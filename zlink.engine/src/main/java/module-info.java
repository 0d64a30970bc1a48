/** Connections, pipes, the ZMTP codec, security mechanisms, I/O loops and inproc. Exports by name only. */
module zlink.engine {
    requires transitive zlink.transport;
}
