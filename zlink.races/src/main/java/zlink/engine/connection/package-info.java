/**
 * Races of a connection's reader and writer, which are package-private in part.
 */
package zlink.engine.connection;
