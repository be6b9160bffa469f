/** The words of LMTP: commands, their parameters, addresses, replies (RFC 5321, RFC 2033). */
package org.masterless.lmtpproxy.smtp;
