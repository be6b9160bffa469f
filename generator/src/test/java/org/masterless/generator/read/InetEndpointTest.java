package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InetEndpointTest {
  private static final Services SERVICES = Services.read("");

  @ParameterizedTest
  @CsvSource({
    "smtp,25",
    "25,25",
    "025,25",
    ":25,25",
    ":smtp,25",
    "smtps,465",
    "submissions,465",
    "127.0.0.1:11025,[127.0.0.1]:11025",
    "127.0.0.01:11025,[127.0.0.1]:11025",
    "[127.0.0.1]:11025,[127.0.0.1]:11025",
    "0.0.0.0:25,[0.0.0.0]:25",
    "[::1]:25,[::1]:25",
    "::1:25,[::1]:25",
    "[ipv6:::1]:25,[::1]:25",
    "[IPv6:0:0::1]:25,[::1]:25",
    "[2001:DB8::1]:smtp,[2001:db8::1]:25",
    "localhost:25,[localhost]:25",
    "[localhost]:25,[localhost]:25",
    "my_host-1.example.org:587,[my_host-1.example.org]:587",
  })
  void goodForms(String field, String canonical) {
    assertThat(InetEndpoint.parse(field, SERVICES))
        .isInstanceOfSatisfying(
            Parsed.Good.class,
            good -> assertThat(((InetEndpoint) good.value()).canonical()).isEqualTo(canonical));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nosuchsvc|unknown service name \"nosuchsvc\"",
        "127.0.0.1:nosuchsvc|unknown service name \"nosuchsvc\"",
        "SMTP|unknown service name \"SMTP\"",
        "+25|unknown service name \"+25\"",
        "-|unknown service name \"-\"",
        "0|bad port \"0\": expected 1 to 65535 or a service name",
        "65536|bad port \"65536\": expected 1 to 65535 or a service name",
        "65561|bad port \"65561\": expected 1 to 65535 or a service name",
        "70000|bad port \"70000\": expected 1 to 65535 or a service name",
        "99999999999999999999|bad port \"99999999999999999999\": expected 1 to 65535 or a service"
            + " name",
        "25x|bad port \"25x\": expected 1 to 65535 or a service name",
        "host:|missing port in \"host:\"",
        "[::1]|missing port in \"[::1]\"",
        "[::1]:|missing port in \"[::1]:\"",
        ":|missing port in \":\"",
        "[::1|missing \"]\" in \"[::1\"",
        "[::1]x:25|text after \"]\" in \"[::1]x:25\"",
        "[]:25|bad host \"\" in \"[]:25\": expected a host name or a numeric address",
        "127.1:25|bad host \"127.1\" in \"127.1:25\": expected a host name or a numeric address",
        "*:25|bad host \"*\" in \"*:25\": expected a host name or a numeric address",
        "[fe80::1%lo]:25|bad host \"fe80::1%lo\" in \"[fe80::1%lo]:25\": expected a host name or a"
            + " numeric address",
        "ipv6:::1:25|bad host \"ipv6:::1\" in \"ipv6:::1:25\": expected a host name or a numeric"
            + " address",
        "[ipv6:127.0.0.1]:25|bad host \"ipv6:127.0.0.1\" in \"[ipv6:127.0.0.1]:25\": expected a host"
            + " name or a numeric address",
        "-a.example:25|bad host \"-a.example\" in \"-a.example:25\": expected a host name or a"
            + " numeric address",
        "a..b:25|bad host \"a..b\" in \"a..b:25\": expected a host name or a numeric address",
        "a.:25|bad host \"a.\" in \"a.:25\": expected a host name or a numeric address",
        "::1|bad host \":\" in \"::1\": expected a host name or a numeric address",
      })
  void badForms(String field, String why) {
    assertThat(InetEndpoint.parse(field, SERVICES)).isEqualTo(Parsed.bad(why));
  }

  @Test
  void aBadEndpointCostsItsEntry() {
    Reading reading = Reading.master("SMTP inet n - - - - smtpd\n26 inet n - - - - smtpd\n");
    assertThat(reading.services()).containsExactly("26");
    assertThat(reading.problems())
        .containsExactly(
            "master.cf:1:1: error: unknown service name \"SMTP\"; ignoring this entry");
  }

  @Test
  void aNumericHostGivesItsAddress() {
    assertThat(new InetEndpoint("::1", 25).address()).contains(parse("::1"));
    assertThat(new InetEndpoint("localhost", 25).address()).isEmpty();
    assertThat(new InetEndpoint("", 25).hasHost()).isFalse();
  }

  private static IpAddress parse(String text) {
    return IpAddress.parse(text).orElseThrow();
  }
}
