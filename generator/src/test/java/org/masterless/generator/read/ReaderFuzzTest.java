package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the files hold, the reader answers, and what it says has a place in the file. */
class ReaderFuzzTest {
  private static final int ROUNDS = 20_000;

  @Test
  void theReaderTakesAnything() {
    int entries = 0;
    int problems = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      RandomConfiguration configuration = new RandomConfiguration(seed);
      Problems ofMain = new Problems();
      Parameters parameters = readMain(configuration.main(), ofMain);
      Problems ofMaster = new Problems();
      entries += readMaster(configuration.master(), parameters, ofMaster);
      problems += ofMain.all().size() + ofMaster.all().size();
    }
    // Else the texts are all good or all bad, and prove little.
    assertThat(entries).isGreaterThan(ROUNDS / 4);
    assertThat(problems).isGreaterThan(ROUNDS);
  }

  private static Parameters readMain(String text, Problems problems) {
    Parameters parameters = Reading.main(text, problems);
    assertInOrder(problems.all());
    for (String name : parameters.names()) {
      parameters.get(name);
      InFile.assertInside(text, parameters.placeOf(name).orElseThrow());
    }
    EnvironmentItem.list(parameters, "import_environment");
    InFile.assertAllInside(text, problems);
    return parameters;
  }

  private static int readMaster(String text, Parameters parameters, Problems problems) {
    MasterCf.Defaults defaults = MasterCf.Defaults.of(parameters, Services.read(""));
    List<Entry> entries = AllEntries.of("master.cf", text, defaults, problems);
    assertInOrder(problems.all());
    for (Entry entry : entries) {
      InFile.assertInside(text, entry.place());
      assertThat(entry.argumentPlaces()).hasSameSizeAs(entry.arguments());
      DaemonOptions.of(entry, problems);
    }
    InFile.assertAllInside(text, problems);
    return entries.size();
  }

  private static void assertInOrder(List<Problem> problems) {
    assertThat(problems).isSortedAccordingTo((a, b) -> a.place().compareTo(b.place()));
  }
}
