/**
 * Races of pollers, which are package-private in part.
 */
package zlink.engine.poll;
