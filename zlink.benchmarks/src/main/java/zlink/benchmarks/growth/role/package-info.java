/**
 * What the processes do that {@code growth} measures: a {@link zlink.benchmarks.growth.role.Role} each, one order at a
 * time, on a thread of its own for each order.
 *
 * <p>An order is a line that begins with {@code do=} and what; the answer has what was found.
 */
package zlink.benchmarks.growth.role;
