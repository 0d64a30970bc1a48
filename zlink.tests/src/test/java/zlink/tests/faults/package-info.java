/**
 * What goes wrong between two sockets that both behave: connections that are lost, stall or die, listeners that go
 * away, processes that are killed or stopped, descriptors that run out.
 *
 * <p>{@link zlink.tests.faults.FaultyTransport} is a transport of the public SPI whose links do as the test says, at
 * the byte it says; real processes are children of the test's. What was sent is received, or counted, or was on its
 * way when the connection ended, as {@code docs/guide/endpoints.md} has it.
 */
package zlink.tests.faults;
