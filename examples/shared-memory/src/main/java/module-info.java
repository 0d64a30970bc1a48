/** Messages between two processes of one host through memory that both have mapped: {@code shm://}. */
module acme.sharedmemory {
    requires transitive zlink.transport; // and by it zlink.api: its types are in our signatures

    exports acme.sharedmemory;

    provides zlink.transport.spi.TransportProvider with acme.sharedmemory.SharedMemoryTransport;
}
