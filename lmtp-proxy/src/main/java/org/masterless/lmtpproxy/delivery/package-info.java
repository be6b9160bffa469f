/** One recipient's delivery, whatever it goes through, and the one through its own process. */
package org.masterless.lmtpproxy.delivery;
