/** One client's session: its states, its transactions, and what the client is answered. */
package org.masterless.lmtpproxy.session;
