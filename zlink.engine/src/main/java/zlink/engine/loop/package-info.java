/**
 * I/O loops: one thread and one selector each, timers, and requests from other threads.
 *
 * <p>Everything here runs on the loop's own thread except what says otherwise. Depends on the transport SPI's
 * readiness only.
 */
package zlink.engine.loop;
