package org.masterless.lmtpdeliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.masterless.delivery.Envelope;
import org.masterless.system.Octets;

class TraceTest {
  private static final DateTimeFormatter RFC5322 =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);

  private static String lines(Envelope envelope, long seconds) {
    return Octets.text(Trace.lines(envelope, seconds));
  }

  @Test
  void everyDateUntil2100IsRight() {
    for (long seconds = 0; seconds < 4_102_444_800L; seconds += 40_271) {
      String expected = RFC5322.format(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC));
      assertThat(lines(new Envelope(), seconds)).endsWith("; " + expected + "\n");
    }
  }

  @Test
  void whatIsNotKnownIsCalledUnknownAndNoBracketsAreEmpty() {
    assertThat(lines(new Envelope().with(Envelope.RECIPIENT, "u1"), 0))
        .isEqualTo(
            "Return-Path: <>\nDelivered-To: u1\nReceived: from unknown\n\tby unknown with LMTP\n"
                + "\tid unknown\n\t(envelope-from <>)\n\tfor <u1>; Thu, 1 Jan 1970 00:00:00"
                + " +0000\n");
  }

  @Test
  void itsLinesAreCounted() {
    assertThat(Trace.count(Trace.lines(new Envelope(), 0))).isEqualTo(7);
  }
}
