/**
 * What a bound or connected endpoint does over time: accepting, connecting, backing off, handing the queue of one
 * connection to the next.
 *
 * <p>Runs on the endpoint's I/O loop; what may wait for a name is done on the context's resolver threads, of which
 * there are few, so that slow names hold up other names only. Depends on connections and transports.
 */
package zlink.engine.session;
