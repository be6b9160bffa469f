package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicePatternsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inet|smtp|inet|true",
        "inet|x|unix|false",
        "smtp/inet|smtp|inet|true",
        "smtp/inet|smtps|inet|false",
        "X/UNIX|x|unix|true",
        "x/unix|X|UNIX|true",
        "smtp.inet|smtp|inet|true",
        "a.b.unix|a.b|unix|true",
        "!y/unix unix|y|unix|false",
        "!y/unix unix|z|unix|true",
        "!y/unix, unix|z|unix|true",
        "unix !y/unix|y|unix|true",
        "!!unix|x|unix|true",
        "x/*|x|unix|false",
        "x|x|unix|false",
        "nonsense inet|smtp|inet|true",
        "aa/bb/unix|aa/bb|unix|true",
        "''|x|unix|false",
      })
  void theFirstMatchDecides(String patterns, String service, String type, boolean matches) {
    assertThat(ServicePatterns.parse(patterns).matches(service, type)).isEqualTo(matches);
  }

  @Test
  void aDisabledEntryIsSilentWhateverFollowsItsType() {
    Parameters parameters =
        Reading.main("master_service_disable = nosuch/inet fifo\n", new Problems());
    MasterCf.Defaults defaults = MasterCf.Defaults.of(parameters, Services.read(""));
    Reading reading =
        Reading.master(
            "nosuch inet\nNOSUCH INET bad bad bad\nx fifo - - - 60x\ny unix - - - - - p", defaults);
    assertThat(reading.services()).containsExactly("y");
    assertThat(reading.problems()).isEmpty();
  }
}
