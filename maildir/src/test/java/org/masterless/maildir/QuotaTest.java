package org.masterless.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.maildir.Failure.Cause;

/** The file maildirsize: what it says is done, and it is kept. */
class QuotaTest extends InAHome {
  private Path file;

  @BeforeEach
  void maildir() throws IOException {
    Files.createDirectories(home.resolve("Maildir/cur"));
    Files.createDirectories(home.resolve("Maildir/.a/cur"));
    file = home.resolve("Maildir/maildirsize");
  }

  private void says(String text, int ageInSeconds) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis((TestKernel.NOW - ageInSeconds) * 1000));
  }

  private void assertRefused(QuotaLimit limit, Cause cause) throws IOException {
    assertThat(deliver("", limit)).get().extracting(Failure::cause).isEqualTo(cause);
    assertThat(filesIn("Maildir/new")).isEmpty();
    assertThat(filesIn("Maildir/tmp")).isEmpty();
  }

  @Test
  void withoutAQuotaThereIsNoFile() {
    assertThat(deliver("")).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void aDeliveryIsALineAtTheEndOfTheFile() throws IOException {
    says("100000S,10C\n1000 3\n", 5);
    assertThat(deliver("")).isEmpty();
    assertThat(file).hasContent("100000S,10C\n1000 3\n22 1\n");
  }

  @Test
  void whatIsUsedUpIsNotTaken() throws IOException {
    says("1021S\n1000 3\n", 5);
    assertRefused(QuotaLimit.NONE, Cause.MAILBOX_QUOTA);
    says("100000S,3C\n1000 3\n", 5);
    assertRefused(QuotaLimit.NONE, Cause.MAILBOX_QUOTA);
    says("1022S\n1000 3\n", 5);
    assertThat(deliver("")).isEmpty();
  }

  @Test
  void aMessageThatIsMoreThanAllIsToldFromAFullMailbox() throws IOException {
    says("21S\n0 0\n", 5);
    assertRefused(QuotaLimit.NONE, Cause.LARGER_THAN_QUOTA);
  }

  @Test
  void whatSaysFullForLongIsCountedAnewInAllFolders() throws IOException {
    Files.writeString(home.resolve("Maildir/cur/1.x,S=500,W=510:2,S"), "");
    Files.writeString(home.resolve("Maildir/.a/cur/2.y:2,"), "12345");
    says("1021S\n1000 3\n", 16 * 60);
    assertThat(deliver("")).isEmpty();
    assertThat(file).hasContent("1021S\n505 2\n22 1\n");
    assertThat(home.resolve("Maildir/maildirsize.lock")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2000S",
        "2000S\n",
        "2000S\nx y\n",
        "2000S\n5 1",
        "2000S\n-5 1\n",
        "9S\n1 1\n"
      })
  void whatCannotBeBelievedOrHasAnotherLimitIsCountedAnew(String text) throws IOException {
    says(text, 5);
    assertThat(deliver("", new QuotaLimit(2000, 0))).isEmpty();
    assertThat(file).hasContent("2000S\n0 0\n22 1\n");
  }

  @Test
  void aLongFileIsCountedAnewAndNotReadToItsEnd() throws IOException {
    says("2000S\n" + "1 1\n".repeat(5000), 5);
    assertThat(deliver("")).isEmpty();
    assertThat(file).hasContent("2000S\n0 0\n22 1\n");
  }

  @Test
  void somethingElseInThePlaceOfTheFileIsReplacedAndNotFollowed() throws IOException {
    Path other = Files.writeString(root.resolve("other"), "5S\n0 0\n");
    Files.createSymbolicLink(file, other);
    assertThat(deliver("", new QuotaLimit(2000, 5))).isEmpty();
    assertThat(other).hasContent("5S\n0 0\n");
    assertThat(file).isRegularFile().hasContent("2000S,5C\n0 0\n22 1\n");
  }

  @Test
  void aHardLinkToSomebodyElsesFileIsNotWrittenTo() throws IOException {
    assumeTrue(uid == 0, "only root can give files away");
    Path other = Files.writeString(root.resolve("other"), "2000S\n0 0\n");
    Files.setAttribute(other, "unix:uid", 12345);
    Files.createLink(file, other);
    assertThat(deliver("", new QuotaLimit(2000, 0))).isEmpty();
    assertThat(other).hasContent("2000S\n0 0\n");
    assertThat(file).hasContent("2000S\n0 0\n22 1\n");
  }

  @Test
  void whileSomebodyElseCountsTheFileIsLeftAlone() throws IOException {
    says("2000S\nx\n", 5);
    Path lock = Files.createFile(home.resolve("Maildir/maildirsize.lock"));
    Files.setLastModifiedTime(lock, FileTime.fromMillis((TestKernel.NOW - 100) * 1000));
    assertThat(deliver("")).isEmpty();
    assertThat(file).content().startsWith("2000S\nx\n");
    Files.setLastModifiedTime(lock, FileTime.fromMillis((TestKernel.NOW - 200) * 1000));
    kernel.seconds++;
    assertThat(deliver("")).isEmpty();
    assertThat(file).hasContent("2000S\n22 1\n22 1\n");
    assertThat(lock).doesNotExist();
  }
}
