/**
 * What patterns are made of: who is served next, who is subscribed to what, who has which routing id.
 *
 * <p>Plain single-threaded structures: every object is guarded by one lock of its socket, receive lock or send lock,
 * and says by which; the one exception, {@link zlink.patterns.routing.TopicCounts}, says what may be read without.
 * Depends on the engine's pipes and messages only.
 */
package zlink.patterns.routing;
