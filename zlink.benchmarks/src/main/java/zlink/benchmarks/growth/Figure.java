package zlink.benchmarks.growth;

/**
 * One value that was measured.
 *
 * @param study in which study
 * @param subject of what there
 * @param quantity what was measured
 * @param round in which round, from 1
 * @param value in the quantity's unit
 */
record Figure(Study study, String subject, Quantity quantity, int round, double value) { }
