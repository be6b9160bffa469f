package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,127.0.0.1",
    "127.0.0.01,127.0.0.1",
    "127.000.00.007,127.0.0.7",
    "255.255.255.255,255.255.255.255",
    "0.0.0.0,0.0.0.0",
    "[10.0.0.1],10.0.0.1",
    "::,::",
    "::1,::1",
    "[::1],::1",
    "[ipv6:::1],::1",
    "[IPV6:fe80::1],fe80::1",
    "1::,1::",
    "0:0:0:0:0:0:0:1,::1",
    "2001:0DB8:0:0:1:0:0:1,2001:db8::1:0:0:1",
    "1:0:0:2:0:0:0:3,1:0:0:2::3",
    "1:2:3:4:5:6:7:8,1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::,1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8,0:2:3:4:5:6:7:8",
    "::ffff:192.0.2.1,::ffff:192.0.2.1",
    "::ffff:c000:0201,::ffff:192.0.2.1",
    "64:ff9b::192.0.2.33,64:ff9b::c000:221",
    "1:2:3:4:5:6:192.0.2.1,1:2:3:4:5:6:c000:201",
  })
  void areReadAndWrittenInCanonicalForm(String text, String canonical) {
    assertThat(IpAddress.parse(text)).hasValueSatisfying(a -> assertThat(a).hasToString(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "127.1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "1.2.3.4 ",
        "1.2.3.-4",
        "0.0.0.1",
        "127.0.0.010",
        "127.0.0.08",
        ":",
        ":::",
        ":1",
        "1:",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4::5:6:7:8",
        "12345::",
        "g::",
        "fe80::1%lo",
        "::1.2.3",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "[::1",
        "::1]",
        "[[::1]]",
        "[",
        "[]",
        "ipv6:::1",
        "[ipv6:1.2.3.4]",
        "::\u00e9",
      })
  void whatIsNoAddressIsNot(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @Test
  void equalAddressesAreEqualHoweverWritten() {
    assertThat(IpAddress.parse("0::0:1")).isEqualTo(IpAddress.parse("[IPv6:::1]"));
    assertThat(IpAddress.parse("0.0.0.0")).contains(IpAddress.ANY_IPV4);
    assertThat(IpAddress.parse("::")).contains(IpAddress.ANY_IPV6);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,true",
    "127.1.2.3,true",
    "::1,true",
    "128.0.0.1,false",
    "::,false",
    "0.0.0.0,false"
  })
  void loopback(String text, boolean expected) {
    assertThat(IpAddress.parse(text).orElseThrow().isLoopback()).isEqualTo(expected);
  }
}
