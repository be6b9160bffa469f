package org.masterless.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.maildir.Failure.Cause;

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
    Files.createSymbolicLink(home.resolve(folder), target);
    assertRefused("", Cause.NOT_A_FOLDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Maildir", "Maildir/tmp", "Maildir/new"})
  void aFifoInThePlaceOfAFolderIsNotWaitedFor(String folder) throws Exception {
    Files.createDirectories(home.resolve(folder).getParent());
    new ProcessBuilder("mkfifo", home.resolve(folder).toString()).start().waitFor();
    assertRefused("", Cause.NOT_A_FOLDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Maildir/.a", "Maildir/.a/tmp", "Maildir/.a/new"})
  void theFolderOfADetailIsNoLinkEither(String folder) throws IOException {
    for (String name : MAIL_FOLDERS) {
      Files.createDirectories(home.resolve("Maildir/.a").resolve(name));
    }
    Path target = folder.equals("Maildir/.a") ? elsewhere() : elsewhere().resolve("tmp");
    removeAll(home.resolve(folder));
    Files.createSymbolicLink(home.resolve(folder), target);
    assertRefused("a", Cause.NOT_A_FOLDER);
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
  void aHomeThatIsALinkIsFollowedIfRootMadeItOnly() throws IOException {
    assumeTrue(uid == 0, "only root can be somebody else");
    Path real = Files.createDirectories(root.resolve("data/u"));
    Files.delete(home);
    Files.createSymbolicLink(home, real);
    Files.setAttribute(home, "unix:uid", 12345, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    assertRefused("", Cause.NOT_A_FOLDER);
    Files.delete(home);
    Files.createSymbolicLink(home, real);
    assertThat(deliver("")).isEmpty();
    assertThat(filesIn("Maildir/new")).hasSize(1);
  }
}
