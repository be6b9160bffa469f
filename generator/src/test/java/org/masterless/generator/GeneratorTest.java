package org.masterless.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.system.JvmFiles;

/** The command line, the exit status, and where problems are told. */
class GeneratorTest {
  private static final String BAD_LINE = "/etc/postfix/master.cf:2:1: error: ";

  @TempDir Path root;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();
  private final ReceivedDatagrams journal = new ReceivedDatagrams("/run/systemd/journal/socket");

  @Test
  void withoutAListOfInstancesThereIsNothingToDo() throws IOException {
    Files.createDirectory(root.resolve("out"));

    assertThat(run("/out")).isZero();
    assertThat(root.resolve("out")).isEmptyDirectory();
    assertThat(output.toString(ISO_8859_1) + error.toString(ISO_8859_1)).isEmpty();
  }

  @Test
  void aListWithoutInstancesIsNothingToDoEither() throws IOException {
    write("etc/masterless/instances", "# none yet\n\n");
    Files.createDirectory(root.resolve("out"));

    assertThat(run("/out")).isZero();
    assertThat(root.resolve("out")).isEmptyDirectory();
  }

  @Test
  void servicesCfNeedsNoPostfix() throws IOException {
    write("etc/masterless/services.cf", "7 inet n - n - - /bin/cat -o accept=yes\n");
    Files.createDirectory(root.resolve("out"));

    assertThat(run("/out")).isZero();

    assertThat(root.resolve("out/masterless-7-inet.socket")).exists();
    assertThat(root.resolve("out/masterless-7-inet@.service")).exists();
    assertThat(error.toString(ISO_8859_1)).isEmpty();
  }

  @Test
  void aSocketCannotTakeThePlaceOfARunningInstance() throws IOException {
    write("etc/masterless/services.cf", "mine unix n - n - - /bin/cat -o accept=yes\n");
    write("run/masterless/mine/applied", "");

    assertThat(run("--check")).isEqualTo(1);

    assertThat(error.toString(ISO_8859_1))
        .startsWith("/etc/masterless/services.cf:1:1: error: socket path /run/masterless/mine is");
  }

  @Test
  void aServicesCfThatCannotBeReadCostsNoInstanceAnything() throws IOException {
    writeInstance();
    Files.createDirectories(root.resolve("etc/masterless/services.cf"));

    assertThat(run("--dry-run")).isEqualTo(1);

    assertThat(error.toString(ISO_8859_1))
        .contains("/etc/masterless/services.cf:1:1: error: can't read /etc/masterless/services.cf:")
        .contains("; no units for any of this file\n");
    assertThat(output.toString(ISO_8859_1)).contains("---postfix-cleanup-unix.socket---");
  }

  @Test
  void aRunningTargetsServicesAreReadFromTheCopyOfThem() throws IOException {
    write("etc/masterless/services.cf", "7 inet n - n - - /bin/cat -o accept=yes\n");
    write(
        "run/masterless/+configurations/+2fetc+2fmasterless/services.cf",
        "9 inet n - n - - /bin/cat -o accept=yes\n");
    Files.createDirectory(root.resolve("normal"));

    assertThat(run("/normal", "/early", "/late")).isZero();

    assertThat(root.resolve("normal/masterless-9-inet.socket")).exists();
    assertThat(root.resolve("normal/masterless-7-inet.socket")).doesNotExist();
  }

  @Test
  void systemdGetsUnitsInItsFirstFolderAndProblemsInTheKernelLog() throws IOException {
    writeInstance();
    write("dev/kmsg", "");
    for (String folder : List.of("normal", "early", "late")) {
      Files.createDirectory(root.resolve(folder));
    }

    assertThat(run("/normal", "/early", "/late")).isEqualTo(1);

    assertThat(root.resolve("normal/postfix-cleanup-unix.service")).exists();
    assertThat(root.resolve("early")).isEmptyDirectory();
    assertThat(root.resolve("late")).isEmptyDirectory();
    assertThat(Files.readString(root.resolve("dev/kmsg")))
        .startsWith("<27>masterless-generator[7]: " + BAD_LINE)
        .endsWith("; ignoring this entry\n");
    assertThat(error.toString(ISO_8859_1)).contains(BAD_LINE);
    assertThat(journal.all()).isEmpty();
  }

  @Test
  void whereThereIsNoKernelLogTheJournalGetsProblemsItself() throws IOException {
    writeInstance();
    Files.createDirectory(root.resolve("normal"));

    assertThat(run("/normal", "/early", "/late")).isEqualTo(1);

    assertThat(journal.all()).hasSize(1);
    assertThat(journal.all().get(0))
        .startsWith(
            "PRIORITY=3\nSYSLOG_FACILITY=3\nSYSLOG_IDENTIFIER=masterless-generator\n"
                + "SYSLOG_PID=7\nMESSAGE="
                + BAD_LINE)
        .endsWith("; ignoring this entry\n");
    assertThat(error.toString(ISO_8859_1)).contains(BAD_LINE);
  }

  /** The kernel log is small, and what the kernel said at boot should stay in it. */
  @Test
  void ofVeryManyProblemsTheKernelLogGetsTheFirstAndPeopleGetMore() throws IOException {
    writeInstance();
    write("etc/postfix/master.cf", "nonsense inet n - n - - smtpd\n".repeat(10_000));
    write("dev/kmsg", "");
    Files.createDirectory(root.resolve("normal"));

    assertThat(run("/normal", "/early", "/late")).isEqualTo(1);
    assertThat(Files.readAllLines(root.resolve("dev/kmsg")))
        .hasSize(101)
        .last()
        .asString()
        .endsWith(
            "master.cf:101:1: error: too many problems; \"masterless-generator --check\" tells the rest");

    error.reset();
    assertThat(run("--check")).isEqualTo(1);
    assertThat(error.toString(ISO_8859_1).lines()).hasSize(1001);
  }

  @Test
  void peopleGetProblemsOnStandardErrorOnly() throws IOException {
    writeInstance();
    write("dev/kmsg", "");
    Files.createDirectory(root.resolve("out"));

    assertThat(run("/out")).isEqualTo(1);

    assertThat(error.toString(ISO_8859_1)).startsWith(BAD_LINE);
    assertThat(root.resolve("dev/kmsg")).isEmptyFile();
    assertThat(journal.all()).isEmpty();
  }

  @Test
  void aDryRunShowsEachFileUnderItsName() throws IOException {
    writeInstance();

    assertThat(run("--dry-run")).isEqualTo(1);

    assertThat(output.toString(ISO_8859_1))
        .contains("---postfix-cleanup-unix.socket---\n# /etc/postfix/master.cf:1\n[Unit]\n")
        .contains("---postfix@-.service---\n-> /dev/null\n");
  }

  @Test
  void aCheckSaysOnlyWhatIsWrong() throws IOException {
    writeInstance();

    assertThat(run("--check")).isEqualTo(1);

    assertThat(output.size()).isZero();
    assertThat(error.toString(ISO_8859_1)).startsWith(BAD_LINE);
  }

  @Test
  void everythingIsReadBelowTheRoot() throws IOException {
    writeInstance();
    Files.move(root.resolve("etc"), Files.createDirectory(root.resolve("image")).resolve("etc"));

    assertThat(run("--root", "/image/", "--dry-run")).isEqualTo(1);

    assertThat(error.toString(ISO_8859_1)).startsWith(BAD_LINE);
    assertThat(output.toString(ISO_8859_1)).doesNotContain("/image");
  }

  @Test
  void aRootThatIsNotThereIsAnError() {
    assertThat(run("--root", "/none", "--check")).isEqualTo(64);

    assertThat(error.toString(ISO_8859_1))
        .startsWith("masterless-generator: option --root: /none: No such file or directory\n");
  }

  @Test
  void usersAndGroupsOfServicesThatTheMachineDoesNotHaveAreToldOf() throws IOException {
    write(
        "etc/masterless/services.cf",
        """
        7 inet n - n - - /bin/cat
          -o user=alice -o group=bees
        8 unix n - n - - /bin/cat
          -o user=anna -o socket_user=tux
          -o supplementary_groups=mail,ghosts
        """);

    assertThat(run("--check")).isZero();
    assertThat(error.toString(ISO_8859_1)).isEmpty();

    write("etc/passwd", "anna:x:1000:1000::/:\n");
    write("etc/group", "mail:x:8:\n");
    assertThat(run("--check")).isZero();
    String place = "/etc/masterless/services.cf:";
    assertThat(error.toString(ISO_8859_1).lines())
        .containsExactly(
            place + "2:6: warning: there is no user \"alice\" in /etc/passwd",
            place + "2:20: warning: there is no group \"bees\" in /etc/group",
            place + "4:19: warning: there is no user \"tux\" in /etc/passwd",
            place + "5:6: warning: there is no group \"ghosts\" in /etc/group");
  }

  @Test
  void aFolderThatCantBeWrittenIsAnError() throws IOException {
    writeInstance();

    assertThat(run("/none")).isEqualTo(1);
    assertThat(error.toString(ISO_8859_1)).contains("can't write /none/");
  }

  /** A service without a socket, or the other way round, would be a mail server that is deaf. */
  @Test
  void anInstanceThatCouldNotBeWrittenAsAWholeIsLeftToStockPostfix() throws IOException {
    writeInstance();
    Files.createDirectories(root.resolve("out/postfix-cleanup-unix.service/in the way"));

    assertThat(run("/out")).isEqualTo(1);

    assertThat(root.resolve("out/postfix-cleanup-unix.socket")).exists();
    assertThat(root.resolve("out/postfix.service.d")).doesNotExist();
    assertThat(root.resolve("out/postfix@-.service")).doesNotExist();
    assertThat(error.toString(ISO_8859_1)).contains("; this instance is left to stock Postfix");
  }

  @Test
  void aFileThatNeverEndsIsNotRead() throws IOException {
    writeInstance();
    Files.delete(root.resolve("etc/postfix/master.cf"));
    Files.createSymbolicLink(root.resolve("etc/postfix/master.cf"), Path.of("/dev/zero"));

    assertThat(run("--dry-run")).isEqualTo(1);

    assertThat(error.toString(ISO_8859_1))
        .isEqualTo(
            "/etc/masterless/instances:1:1: error: can't read /etc/postfix/master.cf: it is not a"
                + " regular file; no units for this instance\n");
  }

  /** Each of its services would be a daemon of root's that talks to the network. */
  @Test
  void anInstanceWhoseMailOwnerIsRootGetsNoUnits() throws IOException {
    writeInstance();
    write("etc/passwd", "toor:x:0:7::/:\nops:x:7:0::/:\n");
    for (String owner : List.of("root", "toor", "ops")) {
      write("etc/postfix/main.cf", "mail_owner = " + owner + "\n");
      error.reset();

      assertThat(run("--dry-run")).isEqualTo(1);
      assertThat(error.toString(ISO_8859_1))
          .contains(
              "/etc/postfix/main.cf:1:1: error: mail_owner is privileged: it has the user or group"
                  + " ID of root; no units for this instance\n");
    }
    assertThat(output.size()).isZero();
  }

  @Test
  void aWrongCommandLineIsToldAndNothingDone() {
    assertThat(run()).isEqualTo(64);
    assertThat(run("a", "b")).isEqualTo(64);
    assertThat(run("--dry-run", "a")).isEqualTo(64);
    assertThat(run("--nonsense")).isEqualTo(64);
    assertThat(error.toString(ISO_8859_1)).contains("Try 'masterless-generator --help'");
  }

  @Test
  void helpAndVersionAreWhatWasAskedFor() {
    assertThat(run("--help")).isZero();
    assertThat(run("--version")).isZero();
    assertThat(output.toString(ISO_8859_1)).contains("--dry-run").contains("masterless 0.");
  }

  private void writeInstance() throws IOException {
    write("etc/masterless/instances", "/etc/postfix\n");
    write("etc/postfix/main.cf", "compatibility_level = 3.6\n");
    write(
        "etc/postfix/master.cf", "cleanup unix n - n - 0 cleanup\nnonsense inet n - n - - smtpd\n");
  }

  private int run(String... words) {
    JvmFiles files = new JvmFiles(root, InputStream.nullInputStream(), output, error);
    return new Generator(files, journal.sockets(), 7).run(List.of(words));
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
