/**
 * Two ends that talk: {@link zlink.benchmarks.link.Link}, and how zlink's sockets make one for each pattern.
 */
package zlink.benchmarks.link;
