/**
 * Keeps the modules as they were meant: their graph, their services, what they hide and what they publish.
 *
 * <p>Runs on the test's thread and in child JVMs; depends on the JDK's own tools alone.
 */
package zlink.tests.graph;
