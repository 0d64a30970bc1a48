/**
 * {@code ipc://}: Unix domain sockets, their files and what the kernel says of the peer.
 *
 * <p>Files are made and removed inside {@code bind} and {@code close} only, on their callers' threads; the streams
 * themselves come from {@code zlink.transport.channel}. Nothing here starts a thread.
 */
package zlink.transport.ipc;
