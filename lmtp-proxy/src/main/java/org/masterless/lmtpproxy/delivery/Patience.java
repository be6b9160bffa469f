package org.masterless.lmtpproxy.delivery;

import java.time.Duration;

/**
 * How long the other side of a delivery may take.
 *
 * @param forRcpt until RCPT is answered
 * @param forMessage without any progress of the message, and from its end until it is answered
 */
public record Patience(Duration forRcpt, Duration forMessage) {}
