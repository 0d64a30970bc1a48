/**
 * Races of locks and waiters, which are package-private in part.
 */
package zlink.engine.sync;
