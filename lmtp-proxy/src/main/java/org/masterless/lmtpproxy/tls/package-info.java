/** TLS for clients that ask for it by STARTTLS (RFC 3207). */
package org.masterless.lmtpproxy.tls;
