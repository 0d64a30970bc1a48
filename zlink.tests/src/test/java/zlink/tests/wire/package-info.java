/**
 * ZMTP as bytes: what zlink puts on the wire, what it accepts, and what it answers to those who break the rules.
 *
 * <p>The peers here are plain TCP sockets that send what the test says, down to the byte; zlink is bound or connects.
 * After every attack a well-behaved peer uses the same socket.
 *
 * <p>Source: ZMTP 3.1 (RFC 37), ZMTP 3.0 (RFC 23); the known faults of libzmq 4.3.4.
 */
package zlink.tests.wire;
