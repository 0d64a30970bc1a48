/**
 * Races of inproc pipes, which are package-private in part.
 */
package zlink.engine.inproc;
