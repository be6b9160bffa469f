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
}
