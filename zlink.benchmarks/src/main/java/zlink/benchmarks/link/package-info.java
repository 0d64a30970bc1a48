/**
 * Two ends that talk: {@link zlink.benchmarks.link.Link}, and how zlink's sockets make one for each pattern. A
 * {@link zlink.benchmarks.link.LinkOpener} makes one by itself, a {@link zlink.benchmarks.link.LinksOpener} several
 * that share a context.
 */
package zlink.benchmarks.link;
