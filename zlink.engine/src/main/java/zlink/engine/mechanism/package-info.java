/**
 * Security mechanisms: what two peers tell each other between the greeting and the first message.
 *
 * <p>Pure state machines on commands, one object per connection: no sockets, no threads, no clocks. Depends on
 * {@code zlink.api} only; frames are {@code zlink.engine.zmtp}'s business.
 */
package zlink.engine.mechanism;
