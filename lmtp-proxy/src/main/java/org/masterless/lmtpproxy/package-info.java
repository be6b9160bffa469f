/** masterless-lmtp-proxy: the program. */
package org.masterless.lmtpproxy;
