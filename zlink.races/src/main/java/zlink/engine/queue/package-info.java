/**
 * Races of a byte queue, which are package-private in part.
 */
package zlink.engine.queue;
