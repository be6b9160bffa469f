package org.masterless.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailLocationTest {
  /** Variables are the accounts' business; these have other names. */
  private static Optional<String> variables(String text) {
    return text.contains("$")
        ? Optional.empty()
        : Optional.of(text.replace("@home", "/home/u").replace("@name", "u:x"));
  }

  private static Optional<MailLocation> of(String mail, String home) {
    return MailLocation.of(mail, home, MailLocationTest::variables);
  }

  @ParameterizedTest
  @CsvSource({
    "Maildir, /home/u, Maildir",
    "maildir:~/Maildir, /home/u, Maildir",
    "maildir:@home/mail/in, /home/u, mail/in",
    "maildir:~, /home/u, ''",
    "maildir:/home/u/./Maildir/, /home/u, Maildir",
    "maildir:/home/u2/Maildir, /home/u2, Maildir",
    "maildir:/srv/@name/m, /srv/u:x, m",
    "maildir:/srv/@name:INDEX=/x, /srv, u:x",
    "/srv/@name, /srv, u:x",
    "maildir:/srv, /, srv",
    "maildir:~/@name, /home/u, u:x"
  })
  void saysWhatHasToBeThereAndWhatMayBeMade(String mail, String top, String below) {
    List<String> parts = below.isEmpty() ? List.of() : List.of(below.split("/"));
    assertThat(of(mail, "/home/u")).contains(new MailLocation(top, parts, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mbox:~/mail",
        "sdbox:~/x",
        "maildir:~/../v/Maildir",
        "maildir:$x/Maildir",
        "maildir:~/$x",
        "maildir:~/Maildir:INBOX=/var/mail/u",
        "maildir:~/m:LAYOUT=index",
        "maildir:",
        "maildir:/srv/../m",
        "$"
      })
  void whatIsNotUnderstoodIsNoLocation(String mail) {
    assertThat(of(mail, "/home/u")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Maildir", "~", "~/Maildir", "maildir:~/Maildir"})
  void withoutAHomeNothingIsBelowIt(String mail) {
    assertThat(of(mail, "")).isEmpty();
  }

  @Test
  void withoutAHomeAnAbsolutePathIsALocationAllTheSame() {
    assertThat(of("/srv/u", "")).isPresent();
  }

  @Test
  void anotherLayoutHasNoFoldersForUs() {
    assertThat(of("maildir:~/m:LAYOUT=fs", "/home/u"))
        .get()
        .extracting(MailLocation::hasFolders)
        .isEqualTo(false);
  }
}
