/** The kernel and systemd, as native programs reach them: calls, descriptors, notify, journal. */
package org.masterless.system;
