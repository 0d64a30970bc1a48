/**
 * The transport plug-in of {@code examples/shared-memory}, built with the running JDK as its author would build it and
 * used as its users would: from the module path, from the class path, and inside a linked image.
 *
 * <p>What the plug-in does as a transport is tested in its own project, against the published contract.
 */
package zlink.tests.plugin;
