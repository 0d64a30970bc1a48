/**
 * Runs the races, which lie in the packages of what they test, for so long that a build can wait for it.
 */
package zlink.races;
