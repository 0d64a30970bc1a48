/**
 * Turns results into something to read: a table of text, and a page with charts that needs nothing but a browser.
 */
package zlink.benchmarks.report;
