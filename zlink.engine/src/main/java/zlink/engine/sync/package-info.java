/**
 * Locks and waiting for callers: one compare-and-set when uncontended, parking when not, friendly to virtual
 * threads because nothing here holds a monitor.
 *
 * <p>Used from any thread; depends on nothing.
 */
package zlink.engine.sync;
