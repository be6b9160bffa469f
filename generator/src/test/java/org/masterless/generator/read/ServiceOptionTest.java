package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceOptionTest {
  private static final Path PAGE = Path.of("..", "man", "masterless.services.5");

  @Test
  void thePageHasEachOptionAndNoOther() throws IOException {
    List<String> told =
        Pattern.compile("(?m)^\\.It Cm (\\w+) Ns = Ns ")
            .matcher(Files.readString(PAGE))
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ServiceOption.values()).map(ServiceOption::word).toList());
  }
}
