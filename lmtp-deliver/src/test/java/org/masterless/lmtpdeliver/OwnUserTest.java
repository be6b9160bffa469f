package org.masterless.lmtpdeliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The native {@code lmtp-deliver} where it runs as the one user that all mail is for. */
@Timeout(60)
class OwnUserTest extends Served {
  private static final int NOBODY = 65_534;

  @Override
  boolean becomesOthers() {
    return false;
  }

  /** A test that runs as root has to be somebody else for that. */
  private int user() throws IOException {
    if (!isRoot()) {
      return uid(folder);
    }
    prefix = List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");
    Files.setAttribute(folder, "unix:uid", NOBODY);
    return NOBODY;
  }

  private static String name(Path file) throws IOException {
    return Files.getOwner(file).getName();
  }

  @Test
  void mailOfTheMachinesOwnUserNeedsNoRoot() throws Exception {
    int uid = user();
    String me = uid(folder) + "";
    start(
        List.of(),
        List.of(
            "--uids=" + uid,
            "--peers=0," + me,
            "--maildir=" + folder.resolve("Maildir"),
            "--users=nss"));
    assertThat(deliver(name(folder))).containsExactly("250 2.1.5", "250 2.0.0");
    assertThat(filesIn(folder.resolve("Maildir/new"))).hasSize(1);
    assertThat(uid(filesIn(folder.resolve("Maildir/new")).get(0))).isEqualTo(uid);
    assertThat(deliver("no-such-user-here")).containsExactly("550 5.1.1");
    assertThat(deliver("no-such-user@example.com")).containsExactly("451 4.3.5");
    assertThat(deliver("root")).containsExactly("451 4.3.5");
  }
}
