package org.masterless.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.maildir.Failure.Cause;
import org.masterless.system.Errno;

/** What a user may have put in the place of a folder: nothing is written where it leads. */
class HostileFoldersTest extends InAHome {
  private static final List<String> MAIL_FOLDERS = List.of("tmp", "new", "cur");

  private Path elsewhere() throws IOException {
    Path elsewhere = root.resolve("elsewhere");
    for (String folder : MAIL_FOLDERS) {
      Files.createDirectories(elsewhere.resolve(folder));
    }
    return elsewhere;
  }

  private void assertRefused(String detail, Cause cause) throws IOException {
    assertThat(deliver(detail)).get().extracting(Failure::cause).isEqualTo(cause);
    try (Stream<Path> all = Files.walk(root)) {
      assertThat(all.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Maildir", "Maildir/tmp", "Maildir/new"})
  void aSymbolicLinkInThePlaceOfAFolderIsNotFollowed(String folder) throws IOException {
    Files.createDirectories(home.resolve(folder).getParent());
    Path target = folder.equals("Maildir") ? elsewhere() : elsewhere().resolve("tmp");
    Path link = Files.createSymbolicLink(home.resolve(folder), target);
    if (uid == 0) {
      Files.setAttribute(link, "unix:uid", 12345, LinkOption.NOFOLLOW_LINKS);
    }
    assertRefused("", Cause.NOT_A_FOLDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Maildir", "Maildir/tmp", "Maildir/new"})
  void aFifoInThePlaceOfAFolderIsNotWaitedFor(String folder) throws Exception {
    Files.createDirectories(home.resolve(folder).getParent());
    new ProcessBuilder("mkfifo", home.resolve(folder).toString()).start().waitFor();
    assertRefused("", Cause.NOT_A_FOLDER);
  }

  /** Who sends chooses the detail, and must not be able to delay mail by it. */
  @ParameterizedTest
  @CsvSource({
    "Maildir/.a, link", "Maildir/.a/tmp, link", "Maildir/.a/new, link", "Maildir/.a, file",
    "Maildir/.a/tmp, file", "Maildir/.a, fifo", "Maildir/.a/new, fifo", "Maildir/.a, others",
    "Maildir/.a/tmp, others", "Maildir/.a, loop", "Maildir/.a/new, closed"
  })
  void whatIsNoFolderOfTheUsersForADetailIsLeftAloneAndTheInboxTaken(String folder, String what)
      throws Exception {
    for (String name : MAIL_FOLDERS) {
      Files.createDirectories(home.resolve("Maildir/.a").resolve(name));
    }
    put(what, home.resolve(folder));
    assertThat(deliver("a")).isEmpty();
    assertThat(filesIn("Maildir/new")).hasSize(1);
    try (Stream<Path> all = Files.walk(root)) {
      assertThat(all.filter(Files::isRegularFile).filter(path -> !path.endsWith(folder)))
          .hasSize(1);
    }
  }

  private void put(String what, Path path) throws Exception {
    if (what.equals("others")) {
      assumeTrue(uid == 0, "only root can give folders away");
      Files.setAttribute(path, "unix:uid", 12345);
      return;
    }
    if (what.equals("closed")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));
      return;
    }
    removeAll(path);
    switch (what) {
      case "link" ->
          Files.createSymbolicLink(
              path, path.endsWith(".a") ? elsewhere() : elsewhere().resolve("tmp"));
      case "loop" -> Files.createSymbolicLink(path, path.getFileName());
      case "file" -> Files.createFile(path);
      default -> assertThat(new ProcessBuilder("mkfifo", path + "").start().waitFor()).isZero();
    }
  }

  /** Of which the name alone says nothing; the calls are made to fail. */
  @Test
  void whatAFolderOfADetailCannotTakeGoesToTheInbox() throws IOException {
    for (String name : MAIL_FOLDERS) {
      Files.createDirectories(home.resolve("Maildir/.a").resolve(name));
    }
    List<String> before = List.copyOf(callsOf("a"));
    for (int error : List.of(Errno.EROFS, Errno.EACCES, Errno.ENAMETOOLONG)) {
      int first = before.indexOf("openFile") + 1;
      int begun = first + before.subList(first, before.size()).indexOf("openFile");
      kernel.failing = (number, name) -> number == begun ? -error : 0;
      int inInbox = filesIn("Maildir/new").size();
      assertThat(callsOf("a").get(begun)).isEqualTo("openFile");
      assertThat(filesIn("Maildir/new")).hasSize(inInbox + 1);
    }
    assertThat(filesIn("Maildir/.a/new")).hasSize(1);
  }

  /** What it took to deliver a message. */
  private List<String> callsOf(String detail) {
    kernel.trace.clear();
    kernel.seconds++;
    assertThat(deliver(detail)).isEmpty();
    return kernel.trace;
  }

  private static void removeAll(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(each);
      }
    }
  }

  @Test
  void aHomeThatIsMissingIsToldFromOneThatIsNotTheUsers() throws IOException {
    Files.delete(home);
    assertRefused("", Cause.NO_HOME);
  }

  @Test
  void foldersOfSomebodyElseAreRefused() throws IOException {
    assumeTrue(uid == 0, "only root can give folders away");
    for (String folder : List.of("", "Maildir", "Maildir/tmp", "Maildir/new")) {
      Path path = Files.createDirectories(home.resolve(folder));
      Files.setAttribute(path, "unix:uid", 12345);
      assertRefused("", Cause.NOT_OWNED);
      Files.setAttribute(path, "unix:uid", 0);
    }
  }

  @Test
  void aMaildirThatIsALinkIsFollowedIfRootMadeItAndItLeadsToTheUsersOwn() throws IOException {
    assumeTrue(uid == 0, "only root can be somebody else");
    uid = 12345;
    Files.setAttribute(home, "unix:uid", uid);
    Path real = Files.createDirectories(root.resolve("data/u"));
    Path link = Files.createSymbolicLink(home.resolve("Maildir"), real);
    assertRefused("", Cause.NOT_OWNED);
    Files.setAttribute(real, "unix:uid", 54321);
    assertRefused("", Cause.NOT_OWNED);
    Files.setAttribute(real, "unix:uid", uid);
    for (String name : MAIL_FOLDERS) {
      Path folder = Files.createDirectory(real.resolve(name));
      Files.setAttribute(folder, "unix:uid", uid);
    }
    Files.setAttribute(link, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    assertRefused("", Cause.NOT_A_FOLDER);
    Files.delete(link);
    Files.createSymbolicLink(home.resolve("Maildir"), real);
    assertThat(deliver("")).isEmpty();
    assertThat(filesIn(real.resolve("new").toString())).hasSize(1);
  }

  @Test
  void aHomeThatIsALinkIsFollowedIfRootMadeItOnly() throws IOException {
    assumeTrue(uid == 0, "only root can be somebody else");
    Path real = Files.createDirectories(root.resolve("data/u"));
    Files.delete(home);
    Files.createSymbolicLink(home, real);
    Files.setAttribute(home, "unix:uid", 12345, LinkOption.NOFOLLOW_LINKS);
    assertRefused("", Cause.NOT_A_FOLDER);
    Files.delete(home);
    Files.createSymbolicLink(home, real);
    assertThat(deliver("")).isEmpty();
    assertThat(filesIn("Maildir/new")).hasSize(1);
  }
}
