/**
 * Races of pipes, which are package-private in part.
 */
package zlink.engine.pipe;
