package org.masterless.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.system.JvmFiles;

/** What people copy must be right. */
class ServicesCfExamplesTest {
  private static final Pattern LITERAL = Pattern.compile("(?s)\\.Bd -literal[^\n]*\n(.*?)\\.Ed");
  private static final Pattern ENTRY = Pattern.compile("(?m)\\s(unix|inet)\\s+[yn-]\\s+[yn-]\\s");

  @TempDir Path root;

  @Test
  void thoseOfTheManualPageAreGood() throws IOException {
    String page = Files.readString(Path.of("..", "man", "masterless.services.5"));
    List<String> examples =
        LITERAL
            .matcher(page)
            .results()
            .map((MatchResult literal) -> literal.group(1))
            .filter(text -> ENTRY.matcher(text).find() && !text.contains(" pipe\n"))
            .toList();

    assertThat(examples).hasSizeGreaterThan(4);
    for (String example : examples) {
      assertThat(check(example)).isEmpty();
      assertThat(units()).as(example).isNotEmpty();
    }
  }

  @Test
  void thoseOfTheInstalledFileAreGoodAndNoneCounts() throws IOException {
    String file = Files.readString(Path.of("..", "units", "services.cf"));
    assertThat(check(file)).isEmpty();
    assertThat(units()).isEmpty();

    String without =
        file.lines()
            .filter(line -> line.matches("#([^ ].*|  .*)"))
            .map(line -> line.substring(1))
            .collect(Collectors.joining("\n"));
    assertThat(check(without + "\n")).isEmpty();
    assertThat(units())
        .contains("masterless-lmtp-unix.socket", "masterless-lmtp-deliver-unix.service")
        .hasSize(8);
  }

  private List<String> units() throws IOException {
    return SystemdAnalyze.unitsIn(root.resolve("out"));
  }

  /** What the generator says of a file. */
  private String check(String servicesCf) throws IOException {
    Path file = root.resolve("etc/masterless/services.cf");
    Files.createDirectories(file.getParent());
    Files.writeString(file, servicesCf);
    Files.createDirectories(root.resolve("out"));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    JvmFiles files = new JvmFiles(Path.of("/"), InputStream.nullInputStream(), said, said);
    new Generator(files, ReceivedDatagrams.none(), 1)
        .run(List.of("--root", root.toString(), root.resolve("out").toString()));
    return said.toString(ISO_8859_1);
  }
}
