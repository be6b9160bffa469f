package org.masterless.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderNameTest {
  private static Optional<String> name(String detail) {
    return FolderName.of(new String(detail.getBytes(UTF_8), ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource({
    "lists, .lists",
    "lists.java, .lists.java",
    "B\u00e4r, .B&AOQ-r",
    "a&b, .a&-b",
    "\u53f0\u5317, '.&U,BTFw-'",
    "\u65e5\u672c\u8a9e, .&ZeVnLIqe-",
    "\ud83d\ude00, .&2D3eAA-",
    "\u00e4&, .&AOQ-&-",
    "~peter, .~peter"
  })
  void aDetailIsSpeltInModifiedUtf7(String detail, String folder) {
    assertThat(name(detail)).contains(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a/b", "/", "..", "../x", "a\tb", "a\u007f"})
  void whatLeadsElsewhereOrHasAnEmptyPartIsNone(String detail) {
    assertThat(name(detail)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ff",
        "\u00c0\u00af",
        "\u00e4",
        "\u00ed\u00a0\u0080",
        "\u00f5\u0080\u0080\u0080",
        "\u00f4\u0090\u0080\u0080",
        "\u00e0\u0080\u00af"
      })
  void octetsThatAreNoUtf8AreNone(String octets) {
    assertThat(FolderName.of(octets)).isEmpty();
  }

  @Test
  void aNameThatIsTooLongIsNone() {
    assertThat(name("x".repeat(254))).isPresent();
    assertThat(name("x".repeat(255))).isEmpty();
    assertThat(name("\u00e4".repeat(120))).isEmpty();
  }
}
