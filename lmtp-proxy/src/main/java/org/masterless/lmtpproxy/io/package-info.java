/** Waiting: one thread, one selector, many channels, none of which can hold up another. */
package org.masterless.lmtpproxy.io;
