/**
 * Fuzz targets: whatever reads what strangers send, one class for each decoder with a
 * {@code fuzzerTestOneInput(byte[])}, and valid conversations to begin with.
 *
 * <p>{@code ./fuzz} at the top of the project runs them under Jazzer, guided by coverage, or with mutations from a seed
 * where Jazzer cannot be had; the tests of this module run a few thousand of the latter at every build. What a target
 * asserts: nothing but the decoder's own exception comes out, what it allocates and holds is bounded by the bytes
 * that came, and the same bytes in other pieces give the same events.
 *
 * <p>On the class path, single-threaded; may use whatever is public in the library. The key in its resources protects
 * nothing.
 */
package zlink.fuzz;
