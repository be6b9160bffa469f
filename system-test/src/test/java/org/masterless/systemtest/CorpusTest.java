package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * master.cf files as people wrote them, from a folder that is not part of the project ({@code
 * -Dcorpus=DIR}), through the native generator and the release's own systemd.
 */
@OnMachine
class CorpusTest {
  private static final Path CORPUS =
      Places.setting("corpus", "MASTERLESS_CORPUS")
          .map(Path::of)
          .orElseGet(() -> Places.repository().resolve("../shared/corpus"))
          .normalize();

  private static final String PROBLEM =
      "/etc/postfix/(main|master)\\.cf:[0-9]+:[0-9]+: (error|warning): .*";

  /** A colon in a name would be taken for the start of an alias. */
  private static final String GENERATE_AND_VERIFY =
      """
      rm -rf /root/image /run/systemd/generator/*
      mkdir -p /root/image/etc/masterless /root/image/etc/postfix
      echo /etc/postfix >/root/image/etc/masterless/instances
      echo 'compatibility_level = 3.6' >/root/image/etc/postfix/main.cf
      cp /etc/passwd /etc/group /etc/services /root/image/etc
      cat >/root/image/etc/postfix/master.cf
      cd /run/systemd/generator
      /usr/lib/systemd/system-generators/masterless-generator --root /root/image . 2>/root/problems
      set -- $(ls -d ./*.socket ./*.service ./*.slice 2>/dev/null | grep -v '[:@]')
      [ $# = 0 ] || systemd-analyze verify --man=no "$@" 2>&1
      """;

  @Test
  void everyFileGivesUnitsThatSystemdAcceptsOrProblemsWithTheirPlace(Machine machine)
      throws IOException {
    assumeTrue(Files.isDirectory(CORPUS), "there is no corpus in " + CORPUS);

    int units = 0;
    for (Path file : files()) {
      Result verified = machine.runWith(Files.readString(file), "sh", "-c", GENERATE_AND_VERIFY);

      assertThat(verified.out() + verified.err()).as(file.toString()).isEmpty();
      assertThat(machine.read("/root/problems").lines())
          .as(file.toString())
          .allMatch(line -> line.matches(PROBLEM));
      units += machine.sh("ls -d /run/systemd/generator/postfix-*.socket").lines().size();
    }

    assertThat(units).isGreaterThan(10 * files().size());
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(CORPUS)) {
      return all.filter(file -> file.toString().endsWith(".cf")).sorted().toList();
    }
  }
}
