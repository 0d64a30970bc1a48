/**
 * The HTTP with which a WebSocket begins: one request, one answer, either side of it.
 *
 * <p>Pure functions and a small parser without I/O and without threads; depends on nothing.
 *
 * <p>Source: RFC 6455 section 4, RFC 9110, RFC 9112.
 */
package zlink.transport.ws.http;
