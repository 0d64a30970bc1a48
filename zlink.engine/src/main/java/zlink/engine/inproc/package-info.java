/**
 * inproc: two sockets of one context share two queues. No transport, no codec, no I/O loop.
 *
 * <p>Runs on the threads of both sockets' callers. Depends on pipes and queues.
 */
package zlink.engine.inproc;
