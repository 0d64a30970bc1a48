/**
 * What happened: monitor events for users, events for JFR, and the threads that tell users.
 *
 * <p>The engine emits on any thread and never waits for who listens; user code runs on a context's event threads.
 * Depends on {@code zlink.engine.async} for its tasks and subscriptions and on {@code zlink.engine.sync}; on
 * {@code jdk.jfr} in one class that is not loaded where the runtime lacks it.
 */
package zlink.engine.monitor;
