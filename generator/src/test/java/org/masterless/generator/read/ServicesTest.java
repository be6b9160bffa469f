package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesTest {
  private static final Services SERVICES =
      Services.read(
          """
          # name  port/protocol  aliases
          domain  53/udp
          smtp    25/tcp    mail
          one     1001/tcp  uno eins # ein
          one     1002/tcp
          onlyudp 1003/udp
          bad     70000/tcp
          worse   x/tcp
          half
          smtps   4650/tcp
          """);

  @ParameterizedTest
  @CsvSource({"smtp,25", "mail,25", "one,1001", "uno,1001", "eins,1001", "smtps,4650"})
  void namesAndAliasesOfTheFileAreKnown(String name, int port) {
    assertThat(SERVICES.port(name)).isEqualTo(OptionalInt.of(port));
  }

  @ParameterizedTest
  @CsvSource({"SMTP", "onlyudp", "domain", "bad", "worse", "half", "ein", "#", "name"})
  void otherNamesAreNot(String name) {
    assertThat(SERVICES.port(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"smtp,25", "submission,587", "submissions,465", "smtps,465", "lmtp,24", "qmqp,628"})
  void withoutAFileThePortsOfMailAreKnown(String name, int port) {
    assertThat(Services.read("").port(name)).isEqualTo(OptionalInt.of(port));
  }

  @Test
  void theLastLineNeedsNoNewline() {
    assertThat(Services.read("x 7/tcp").port("x")).isEqualTo(OptionalInt.of(7));
  }
}
