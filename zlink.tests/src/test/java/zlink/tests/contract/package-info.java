/**
 * What every socket promises to the program that uses it, over each transport: the patterns, every form of sending and
 * receiving, threads, time, closing, endpoints, options, and what can be observed.
 *
 * <p>Knows {@code zlink.api} alone. A test that differs by transport runs over all of them: {@link OverEachTransport}.
 */
package zlink.tests.contract;
