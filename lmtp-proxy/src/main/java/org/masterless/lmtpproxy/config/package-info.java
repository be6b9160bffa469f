/** /etc/masterless/lmtp-proxy.conf: from text to records, or to problems with their places. */
package org.masterless.lmtpproxy.config;
