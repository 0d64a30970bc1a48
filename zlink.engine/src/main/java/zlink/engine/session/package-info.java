/**
 * What a bound or connected endpoint does over time: accepting, connecting, backing off, handing the queue of one
 * connection to the next.
 *
 * <p>Runs on the endpoint's I/O loop; names are resolved on the context's resolver threads. Depends on connections
 * and transports.
 */
package zlink.engine.session;
