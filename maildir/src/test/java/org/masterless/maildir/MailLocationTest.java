package org.masterless.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailLocationTest {
  @ParameterizedTest
  @CsvSource({
    "Maildir, /home/u, Maildir",
    "maildir:~/Maildir, /home/u, Maildir",
    "maildir:%h/mail/in, /home/u, mail/in",
    "maildir:%{home}/Maildir, /home/u, Maildir",
    "maildir:~, /home/u, ''",
    "maildir:/home/u/./Maildir/, /home/u, Maildir",
    "maildir:/home/u2/Maildir, /home/u2, Maildir",
    "maildir:/srv/%d/%n, /srv/example.com, u",
    "maildir:/srv/%{user}:INDEX=/x, /srv, u@example.com",
    "/srv/%u, /srv, u@example.com",
    "maildir:/srv, /, srv",
    "maildir:~/100%%, /home/u, 100%"
  })
  void saysWhatHasToBeThereAndWhatMayBeMade(String mail, String top, String below) {
    List<String> parts = below.isEmpty() ? List.of() : List.of(below.split("/"));
    assertThat(MailLocation.of(mail, "/home/u", "u@example.com"))
        .contains(new MailLocation(top, parts, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mbox:~/mail",
        "sdbox:~/x",
        "maildir:~/../v/Maildir",
        "maildir:%X/Maildir",
        "maildir:~/Maildir:INBOX=/var/mail/u",
        "%"
      })
  void whatIsNotUnderstoodIsNoLocation(String mail) {
    assertThat(MailLocation.of(mail, "/home/u", "u")).isEmpty();
  }

  @Test
  void withoutAHomeOnlyAnAbsolutePathIsOne() {
    assertThat(MailLocation.of("Maildir", "", "u")).isEmpty();
    assertThat(MailLocation.of("/srv/u", "", "u")).isPresent();
  }

  @Test
  void anotherLayoutHasNoFoldersForUs() {
    assertThat(MailLocation.of("maildir:~/m:LAYOUT=index", "/home/u", "u")).isEmpty();
    assertThat(MailLocation.of("maildir:", "/home/u", "u")).isEmpty();
    assertThat(MailLocation.of("maildir:/srv/%d/%n/m", "/home/u", "x@..")).isEmpty();
    assertThat(MailLocation.of("maildir:~/m:LAYOUT=fs", "/home/u", "u"))
        .get()
        .extracting(MailLocation::hasFolders)
        .isEqualTo(false);
  }
}
