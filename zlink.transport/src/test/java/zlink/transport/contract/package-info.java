/**
 * What every transport must do, written once against the SPI and run for each provider: subclass the contracts,
 * supply a {@link zlink.transport.contract.TransportFixture}.
 *
 * <p>Nothing here sleeps or knows a port; every wait has a deadline.
 */
package zlink.transport.contract;
