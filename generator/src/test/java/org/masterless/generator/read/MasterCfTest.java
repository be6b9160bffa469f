package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MasterCfTest {
  @Test
  void readsAnEntry() {
    Problems problems = new Problems();
    Parameters parameters =
        MainCf.read(
            "main.cf",
            "compatibility_level = 3.6\n",
            BuiltIns.of("mx.example.org", "/etc/postfix"),
            problems);
    List<Entry> entries =
        MasterCf.read(
            "master.cf",
            "smtp inet n - y - - smtpd\n  -o { a = b }\nqmgr unix n - - 60x 0 qmgr\n",
            MasterCf.Defaults.of(parameters, Services.read("")),
            problems);
    assertThat(entries).hasSize(1);
  }
}
