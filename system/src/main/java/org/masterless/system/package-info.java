/**
 * The kernel and systemd, as native programs reach them: calls, descriptors, options, notify,
 * journal.
 *
 * <p>Programs see interfaces ({@link org.masterless.system.Files}, {@link
 * org.masterless.system.Processes}, {@link org.masterless.system.Sockets}, {@link
 * org.masterless.system.Identities}) in ints and octet strings, and get the native ones from {@link
 * org.masterless.system.Kernel}; unit tests on the JVM put others in their place. Every call
 * answers {@code -errno} when it fails, because native code has no exceptions.
 *
 * <p>Layouts of C structures are those of 64-bit little-endian Linux, which the native build
 * checks.
 */
package org.masterless.system;
