/**
 * What every transport must do, written once against the SPI and run by each provider against itself.
 *
 * <p>Published as the jar {@code zlink.transport} with the classifier {@code contract} (type {@code test-jar}); it
 * needs JUnit 5 and AssertJ beside it. A provider inherits from {@link zlink.transport.contract.ConnectContract},
 * {@link zlink.transport.contract.StreamContract} and {@link zlink.transport.contract.CloseContract}, from
 * {@link zlink.transport.contract.SharingContract} if its listeners share addresses, and supplies each with a
 * {@link zlink.transport.contract.TransportFixture}: the provider, an endpoint with a wildcard, and a source of fresh
 * endpoints. For what is its own it finds in {@link zlink.transport.contract.End} and {@link
 * zlink.transport.contract.Pair} an established connection whose operations may wait for readiness, as an I/O loop
 * would.
 *
 * <p>Nothing here sleeps or knows a port; every wait has a deadline. The tests of one class may run in any order, but
 * not at once.
 */
package zlink.transport.contract;
