package org.masterless.generator.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.masterless.generator.machine.Machine;
import org.masterless.generator.read.Entry;
import org.masterless.generator.read.Parsed;
import org.masterless.generator.read.Problems;
import org.masterless.generator.read.Services;
import org.masterless.system.JvmFiles;

/**
 * What master(8) was seen to exec for each line, with {@code inet_interfaces = all}, both protocols
 * and a limit of 100: all but {@code -u} and {@code -c}, which are not ours to pass.
 */
class DaemonArgumentsTest {
  @TempDir Path root;

  static List<Arguments> seenUnderMaster() {
    return List.of(
        seen("11025 inet n - n - - smtpd", "-n", "11025", "-t", "inet", "-o", "stress=", "-s", "2"),
        seen("11026 inet n - y - 1 smtpd -v", "-l", "-n", "11026", "-t", "inet", "-s", "2", "-v"),
        seen("11027 inet n n n - 0 smtpd", "-z", "-n", "11027", "-t", "inet", "-s", "2"),
        seen(
            "127.0.0.1:11028 inet n y n - - smtpd -o { a = b  c } -o x=$y {}",
            "-n",
            "127.0.0.1:11028",
            "-t",
            "inet",
            "-o",
            "a = b  c",
            "-o",
            "x=$y",
            ""),
        seen(
            "[::1]:11029 inet n - - - 5 smtpd -o a={ x y } { -o} {-}",
            "-n",
            "[::1]:11029",
            "-t",
            "inet",
            "-o",
            "a={ x y }",
            "-o",
            "-"),
        seen(
            "localhost:11030 inet n - n - - smtpd -v -v -D",
            "-n",
            "localhost:11030",
            "-t",
            "inet",
            "-s",
            "2",
            "-v",
            "-v",
            "-D"),
        seen("11035 inet n - n - 1 dump", "-l", "-n", "11035", "-t", "inet", "-s", "2"),
        seen(
            "0.0.0.0:11025 inet n - n - - dump",
            "-n",
            "0.0.0.0:11025",
            "-t",
            "inet",
            "-o",
            "stress="),
        seen("::1:11025 inet n - n - - dump", "-n", "::1:11025", "-t", "inet"),
        seen("smtpd unix - - n - - smtpd", "-t", "unix"),
        seen("other unix n - n - 1 smtpd", "-l", "-n", "other", "-t", "unix"),
        seen("aa/bb unix - - n - 3 smtpd", "-n", "aa/bb", "-t", "unix"),
        seen("subd unix - - n - 3 sub/smtpd", "-n", "subd", "-t", "unix"),
        seen("qmgr unix n - n 300 1 qmgr", "-l", "-t", "unix"),
        seen("dd unix-dgram n - n - 1 dump", "-l", "-n", "dd", "-t", "unix-dgram"),
        seen("pp pass - - n - - dump", "-n", "pp", "-t", "pass", "-o", "stress="),
        seen("ff fifo n - n 60 1 dump", "-l", "-n", "ff", "-t", "fifo"),
        seen("w3 unix n - n 0? 1 dump", "-l", "-n", "w3", "-t", "unix"),
        seen("a.b unix - - n - - a.b", "-t", "unix"),
        seen("- unix - - n - 1 dump", "-l", "-n", "-", "-t", "unix"),
        seen("x unix - - - - - dump", "-n", "x", "-t", "unix"),
        seen(
            """
            quo unix - - n 1 1 dump "a b" 'c d' \\x $y ${z} $(q) #no , ;
             # c
              more { lead and trail } a{b c}d { {n} }""",
            "-l",
            "-n",
            "quo",
            "-t",
            "unix",
            "\"a",
            "b\"",
            "'c",
            "d'",
            "\\x",
            "$y",
            "${z}",
            "$(q)",
            "#no",
            ",",
            ";",
            "more",
            "lead and trail",
            "a{b c}d",
            "{n}"));
  }

  private static Arguments seen(String line, String... words) {
    return Arguments.of(line, List.of(words));
  }

  @ParameterizedTest
  @MethodSource("seenUnderMaster")
  void theWordsAreThoseOfMaster(String line, List<String> words) {
    assertThat(arguments(Entries.of(line), false)).isEqualTo(words);
  }

  @Test
  void aProcessLimitOfOneByDefaultIsOneToo() {
    Entry entry = Entries.of("x unix - - n - - dump", "default_process_limit = 1\n");

    assertThat(arguments(entry, false)).containsExactly("-l", "-n", "x", "-t", "unix");
  }

  @Test
  void onlyADaemonThatStartsAsRootIsToldToDrop() {
    Entry entry = Entries.of("tlsmgr unix - - n 1000? 1 tlsmgr");

    assertThat(arguments(entry, true)).containsExactly("-l", "-t", "unix", "-u");
  }

  private List<String> arguments(Entry entry, boolean dropping) {
    Machine machine = new Machine(JvmFiles.below(root), "");
    Interfaces interfaces = Interfaces.of(Entries.parameters("", new Problems()), machine);
    Parsed<Listeners> listeners =
        new Endpoints(interfaces, Services.read(""), "/var/spool/postfix").of(entry);
    return DaemonArguments.of(
        entry,
        OwnArguments.of(entry.arguments()).kept(),
        ((Parsed.Good<Listeners>) listeners).value(),
        dropping);
  }
}
