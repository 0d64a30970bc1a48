/**
 * One class per socket type: how it chooses a peer to send to and a peer to receive from.
 *
 * <p>Runs on the caller's threads; depends on {@code zlink.engine} and {@code zlink.api}.
 */
package zlink.patterns;
