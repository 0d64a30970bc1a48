/** The transport SPI, its lookup, and the built-in byte transports. */
module zlink.transport {
    requires transitive zlink.api;
}
