/** Connections, pipes, the ZMTP codec, security mechanisms, I/O loops and inproc. Exports by name only. */
@SuppressWarnings("module") // zlink.patterns and zlink.tests are compiled after us
module zlink.engine {
    requires transitive zlink.transport;
    requires static jdk.jfr; // flight recorder events, where the runtime has them

    exports zlink.engine.context to zlink.patterns, zlink.tests;
    exports zlink.engine.pipe to zlink.patterns, zlink.tests;
    exports zlink.engine.poll to zlink.patterns, zlink.tests;
    exports zlink.engine.proxy to zlink.patterns, zlink.tests;
    exports zlink.engine.queue to zlink.patterns, zlink.tests;
    exports zlink.engine.socket to zlink.patterns, zlink.tests;
    exports zlink.engine.sync to zlink.patterns, zlink.tests;
}
