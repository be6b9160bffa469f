package org.masterless.generator.translate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.masterless.generator.read.ServiceType;

class UnitNamesTest {
  @Test
  void namesAreWhatAdminsType() {
    assertThat(name("postfix", "smtp", ServiceType.INET)).isEqualTo("postfix-smtp-inet");
    assertThat(name("postfix-out", "127.0.0.1:10025", ServiceType.INET))
        .isEqualTo("postfix-out-127.0.0.1:10025-inet");
  }

  @Test
  void oddCharactersAreEscapedButHyphensStay() {
    assertThat(name("postfix", "aa/b@b", ServiceType.UNIX))
        .isEqualTo("postfix-aa\\x2fb\\x40b-unix");
    assertThat(name("postfix", "scalemail-backend", ServiceType.UNIX))
        .isEqualTo("postfix-scalemail-backend-unix");
    assertThat(name("postfix", "-", ServiceType.UNIX)).isEqualTo("postfix---unix");
    assertThat(name("postfix", "\u00c3\u00a9", ServiceType.UNIX))
        .isEqualTo("postfix-\\xc3\\xa9-unix");
  }

  @Test
  void thePublicOneOfTwinsSaysSo() {
    String name = UnitNames.ofEntry("postfix", Entries.of("x unix n - n - - dump"), true);

    assertThat(name).isEqualTo("postfix-public:x-unix");
  }

  @Test
  void aHyphenWouldBeAParentInASlice() {
    assertThat(UnitNames.slice("postfix")).isEqualTo("masterless-postfix.slice");
    assertThat(UnitNames.slice("postfix-out")).isEqualTo("masterless-postfix\\x2dout.slice");
  }

  @Test
  void foldersHaveNeitherBackslashesNorColonsAndStayApart() {
    assertThat(FolderName.of("postfix-out")).isEqualTo("postfix-out");
    assertThat(FolderName.of("a b:c+20d\\")).isEqualTo("a+20b+3ac+2b20d+5c");
  }

  @Test
  void theLongestNameIsSystemds() {
    assertThat(UnitNames.isTooLong("x".repeat(247))).isFalse();
    assertThat(UnitNames.isTooLong("x".repeat(248))).isTrue();
  }

  private static String name(String instance, String service, ServiceType type) {
    return UnitNames.ofEntry(
        instance, Entries.of(service + " " + type.word() + " n - n - - dump"), false);
  }
}
