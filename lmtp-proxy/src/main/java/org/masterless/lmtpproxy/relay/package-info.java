/** Mail that is passed on to other LMTP servers: as their client, and as Dovecot's auth says. */
package org.masterless.lmtpproxy.relay;
