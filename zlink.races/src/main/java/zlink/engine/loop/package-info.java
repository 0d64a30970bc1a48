/**
 * Races of loops, which are package-private in part.
 */
package zlink.engine.loop;
