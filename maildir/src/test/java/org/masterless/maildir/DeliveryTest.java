package org.masterless.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.masterless.maildir.Failure.Cause;
import org.masterless.system.Errno;

/** What a delivery leaves in a home, in order and after each failure. */
class DeliveryTest extends InAHome {
  private void delivered(String detail) {
    assertThat(deliver(detail)).isEmpty();
  }

  @Test
  void theMaildirIsMadeWhenMissingForTheUserAlone() throws IOException {
    delivered("");
    assertThat(filesIn("Maildir"))
        .extracting(path -> path.getFileName().toString())
        .containsExactlyInAnyOrder("tmp", "new", "cur");
    for (String folder : List.of("Maildir", "Maildir/tmp", "Maildir/new", "Maildir/cur")) {
      assertThat(mode(folder)).as(folder).isEqualTo(0700);
    }
  }

  @Test
  void theNameHasTimeProcessHostAndBothSizes() throws IOException {
    delivered("");
    Path file = filesIn("Maildir/new").get(0);
    assertThat(file.getFileName().toString())
        .isEqualTo("1795734000.M123456P4711.mx.example.org,S=22,W=25");
    assertThat(file).hasContent(MESSAGE);
    assertThat(mode("Maildir/new/" + file.getFileName())).isEqualTo(0600);
    assertThat(filesIn("Maildir/tmp")).isEmpty();
  }

  @Test
  void theContentIsOnDiskBeforeItsFinalNameIsAndThatBeforeItIsAcknowledged() {
    delivered("");
    kernel.trace.clear();
    kernel.seconds++;
    delivered("");
    assertThat(kernel.trace)
        .containsExactly(
            "open",
            "status", // home
            "open",
            "status", // Maildir
            "openFile", // maildirsize
            "open",
            "status", // tmp
            "open",
            "status", // new
            "openFile",
            "write",
            "syncData",
            "move",
            "sync",
            "close");
  }

  @Test
  void aFolderThatIsSharedWithItsGroupGetsFilesForTheGroup() throws IOException {
    delivered("");
    Files.setAttribute(home.resolve("Maildir"), "unix:mode", 0750);
    kernel.seconds++;
    delivered("");
    assertThat(filesIn("Maildir/new"))
        .extracting(path -> mode("Maildir/new/" + path.getFileName()))
        .containsExactlyInAnyOrder(0600, 0640);
  }

  @Test
  void whereTheFileSystemCannotMoveSafelyALinkDoes() throws IOException {
    kernel.failing = (number, name) -> name.equals("move") ? -Errno.EINVAL : 0;
    delivered("");
    assertThat(filesIn("Maildir/new")).hasSize(1);
    assertThat(filesIn("Maildir/tmp")).isEmpty();
  }

  @Test
  void whereItHasNoLinksEitherAUniqueNameHasToDo() throws IOException {
    kernel.failing =
        (number, name) ->
            name.equals("move") ? -Errno.ENOSYS : name.equals("link") ? -Errno.EPERM : 0;
    delivered("");
    assertThat(filesIn("Maildir/new")).hasSize(1);
    assertThat(filesIn("Maildir/tmp")).isEmpty();
  }

  @Test
  void aNameThatIsTakenIsNotTakenAwayFromItsMessage() throws IOException {
    delivered("");
    assertThat(deliver("")).get().extracting(Failure::cause).isEqualTo(Cause.TROUBLE);
    assertThat(filesIn("Maildir/new")).hasSize(1);
    assertThat(filesIn("Maildir/tmp")).isEmpty();
  }

  @Test
  void aDetailWhoseFolderExistsIsDeliveredThere() throws IOException {
    delivered("");
    for (String folder : List.of("tmp", "new", "cur")) {
      Files.createDirectories(home.resolve("Maildir/.lists.java").resolve(folder));
    }
    delivered("lists.java");
    assertThat(filesIn("Maildir/.lists.java/new")).hasSize(1);
    assertThat(filesIn("Maildir/new")).hasSize(1);
  }

  @Test
  void aDetailWithoutAFolderOrWithOneThatIsNotForMailGoesToTheInbox() throws IOException {
    Files.createDirectories(home.resolve("Maildir/.ssh"));
    for (String detail : List.of("none", "ssh", "../../x", ".", "a..b", "a/b", "")) {
      kernel.seconds++;
      delivered(detail);
    }
    assertThat(filesIn("Maildir/new")).hasSize(7);
    assertThat(filesIn("Maildir/.ssh")).isEmpty();
  }

  /** Whichever call fails, with whatever error. */
  @Test
  void nothingIsLeftAndNothingAcknowledgedWhicheverCallFails() throws IOException {
    delivered("");
    List<Path> first = filesIn("Maildir/new");
    kernel.trace.clear();
    kernel.seconds++;
    delivered("");
    int calls = kernel.trace.size();
    for (int error : List.of(Errno.ENOSPC, Errno.EDQUOT, Errno.EIO, Errno.EROFS, Errno.EACCES)) {
      for (int failing = 0; failing < calls; failing++) {
        tryWith(failing, error);
      }
    }
    assertThat(filesIn("Maildir/new")).containsAll(first);
  }

  private void tryWith(int failing, int error) throws IOException {
    kernel.seconds++;
    kernel.trace.clear();
    kernel.failing = (number, name) -> number == failing ? -error : 0;
    int before = filesIn("Maildir/new").size();
    Optional<Failure> failed = deliver("");
    String call = kernel.trace.get(failing);
    kernel.failing = (number, name) -> 0;
    int stored = filesIn("Maildir/new").size() - before;
    assertThat(stored).as("stored when %s fails", call).isEqualTo(failed.isEmpty() ? 1 : 0);
    assertThat(filesIn("Maildir/tmp")).as("left when %s fails", call).isEmpty();
    boolean mayFail = call.equals("close") || kernel.trace.indexOf("openFile") == failing;
    assertThat(failed.isPresent()).as("%s failing is told", call).isNotEqualTo(mayFail);
  }

  @Test
  void causesAreToldApart() {
    delivered("");
    Object[][] causes = {
      {Errno.ENOSPC, Cause.NO_SPACE},
      {Errno.EDQUOT, Cause.DISK_QUOTA},
      {Errno.EROFS, Cause.TROUBLE},
      {Errno.EIO, Cause.TROUBLE},
      {Errno.EACCES, Cause.NO_ACCESS}
    };
    for (Object[] pair : causes) {
      kernel.failing = (number, name) -> name.equals("write") ? -(int) pair[0] : 0;
      kernel.seconds++;
      assertThat(deliver("")).get().extracting(Failure::cause).isEqualTo(pair[1]);
    }
  }
}
