package org.masterless.generator.translate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdTextTest {
  @Test
  void agreesWithTheJvmAboutWhatUtf8Is() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(5)];
      random.nextBytes(bytes);
      bytes[0] |= (byte) 0x80;
      String octets = new String(bytes, ISO_8859_1);
      assertThat(SystemdText.isUtf8(octets)).as(octets).isEqualTo(decodes(bytes));
    }
  }

  private static boolean decodes(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/var/spool/postfix", "/srv/my mail", "/a\\b", "/50%", "/..x/x..", "/"})
  void takesPathsThatSystemdTakes(String path) {
    assertThat(SystemdText.objectionTo(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a/b", "/a/../b", "/a/.", "/a\\", "/a ", "/a\tb", "/a\u007f", "/\u00e9"})
  void objectsToPathsThatSystemdDrops(String path) {
    assertThat(SystemdText.objectionTo(path)).isNotEmpty();
  }

  @Test
  void objectsToPathsOnWhichSystemdCanNotMount() {
    assertThat(SystemdText.objectionToMount("/a b%\"'c")).isEmpty();
    assertThat(SystemdText.objectionToMount("/a:b")).isNotEmpty();
    assertThat(SystemdText.objectionToMount("/a\\b")).isNotEmpty();
  }

  @Test
  void objectsToPathsThatSystemdCanNotBind() {
    assertThat(SystemdText.objectionToBind("/a b:%\\c")).isEmpty();
    assertThat(SystemdText.objectionToBind("/it's")).isNotEmpty();
    assertThat(SystemdText.objectionToBind("/\"a\"")).isNotEmpty();
    assertThat(SystemdText.objectionToBind("/a\r")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix", "_mail", "Mail.1-x", "a"})
  void takesUsersThatSystemdTakes(String name) {
    assertThat(SystemdText.objectionToUser(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-a", ".a", "a b", "a\rb", "a:b", "a%n", "caf\u00e9"})
  void objectsToUsersThatSystemdRefusesOrTakesForSomebodyElse(String name) {
    assertThat(SystemdText.objectionToUser(name)).isNotEmpty();
  }

  @Test
  void takesVariablesThatSystemdTakes() {
    assertThat(SystemdText.objectionToAssignment("A_1=a\rb=")).isEmpty();
    assertThat(SystemdText.objectionToAssignment("A=\u00c3\u00a9")).isEmpty();
    assertThat(SystemdText.objectionToAssignment("A=\u00e9")).isNotEmpty();
    assertThat(SystemdText.objectionToAssignment("1=x")).isNotEmpty();
    assertThat(SystemdText.objectionToAssignment("A-B=x")).isNotEmpty();
    assertThat(SystemdText.objectionToAssignment("=x")).isNotEmpty();
  }
}
