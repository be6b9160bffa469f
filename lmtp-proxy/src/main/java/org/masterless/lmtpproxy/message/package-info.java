/** The message: from lines on the wire to what lies on disk, and where it waits meanwhile. */
package org.masterless.lmtpproxy.message;
