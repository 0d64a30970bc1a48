/**
 * Frames of the WebSocket protocol: headers, masks, reasons for closing.
 *
 * <p>Functions and small state machines without I/O and without threads; depends on nothing.
 *
 * <p>Source: RFC 6455 sections 5 and 7.
 */
package zlink.transport.ws.frame;
