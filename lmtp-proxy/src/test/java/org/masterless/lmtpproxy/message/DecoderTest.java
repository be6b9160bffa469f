package org.masterless.lmtpproxy.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.masterless.system.Octets;

class DecoderTest {
  private static String unescaped(String text) {
    return text.replace("~", "\r\n").replace("{", "\r").replace("}", "\n");
  }

  /** What comes out, and how much of the input is left behind the end. */
  private static String decoded(String wire, int... cuts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Decoder decoder = Decoder.ofData(out::write);
    int start = 0;
    int used = 0;
    for (int i = 0; i <= cuts.length; i++) {
      int end = i < cuts.length ? cuts[i] : wire.length();
      byte[] piece = Octets.bytes(wire.substring(start, end));
      used += decoder.decode(piece, 0, piece.length);
      start = end;
    }
    return Octets.text(out.toByteArray()) + (decoder.isAtEnd() ? "|" + (wire.length() - used) : "");
  }

  // ~ is CRLF, { is CR, } is LF.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        ".~;|0",
        "a~.~rest;a}|4",
        "a~..~.~;a}.}|0",
        "a~.b~.~;a}b}|0",
        "a}.}b;a}.}b",
        "a~.}b;a}}b",
        "a}.~b;a}.}b",
        "a{.{b;a{.{b",
        "a~.{b;a}{b",
        "a~.{{}b;a}{{}b",
        "a{~.~;a{}|0",
        "..~...~.~;.}..}|0",
        "a~~.~;a}}|0",
      })
  void onlyCrLfDotCrLfEndsAMessage(String wire, String expected) throws IOException {
    String text = unescaped(wire);
    String wanted = unescaped(expected);
    // As {{} is CR CR LF, it is one CR and a line end.
    String result = wanted.replace("\r\r\n", "\r\n");
    assertThat(decoded(text)).isEqualTo(result);
  }

  @Test
  void itIsTheSameInAllPieces() throws IOException {
    Random random = new Random(1);
    String letters = "\r\n.a";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder wire = new StringBuilder();
      for (int j = random.nextInt(14); j >= 0; j--) {
        wire.append(random.nextInt(3) == 0 ? "\r\n" : "" + letters.charAt(random.nextInt(4)));
      }
      String text = wire.toString();
      String whole = decoded(text);
      assertThat(whole).isEqualTo(expected(text));
      int first = random.nextInt(text.length() + 1);
      int second = first + random.nextInt(text.length() + 1 - first);
      assertThat(decoded(text, first, second)).isEqualTo(whole);
    }
  }

  /** The rule in other words. */
  private static String expected(String wire) {
    String lines = "\r\n" + wire;
    int end = lines.indexOf("\r\n.\r\n");
    String message = end < 0 ? lines : lines.substring(0, end + 2);
    String text = message.replace("\r\n.", "\r\n").replace("\r\n", "\n").substring(1);
    return end < 0
        ? text.substring(0, text.length() - (text.endsWith("\r") ? 1 : 0))
        : text + "|" + (lines.length() - end - 5);
  }

  @Test
  void chunksHaveNoDots() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Decoder decoder = Decoder.ofChunks(out::write);
    for (String piece : new String[] {"a\r", "\n.\r\n..\r", "x", "\r"}) {
      decoder.decode(Octets.bytes(piece), 0, piece.length());
    }
    decoder.finish();
    assertThat(out.toString(java.nio.charset.StandardCharsets.ISO_8859_1))
        .isEqualTo("a\n.\n..\rx\r");
  }
}
