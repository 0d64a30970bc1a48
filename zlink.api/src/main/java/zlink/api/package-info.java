/**
 * Context, one typed socket per pattern, messages, options, poller, proxy, monitor events and exceptions.
 *
 * <p>Runs on the caller's threads and depends on the JDK alone.
 */
package zlink.api;
