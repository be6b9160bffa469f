package org.masterless.systemtest;

import java.util.List;
import java.util.Optional;

/** Where Debian's archive is: the machine's own apt sources say it, as there is no one place. */
final class Mirror {
  private Mirror() {}

  /** The archive that the machine itself installs from, if it is a Debian machine. */
  static Optional<String> uri() {
    Optional<String> set = Places.setting("masterless.mirror", "MASTERLESS_MIRROR");
    return set.isPresent() ? set : fromApt();
  }

  private static Optional<String> fromApt() {
    return Host.run(
            "sh",
            "-c",
            "apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages'")
        .lines()
        .stream()
        .map(line -> List.of(line.split("\\|")))
        .filter(fields -> fields.size() == 3)
        .filter(fields -> fields.get(0).equals("Debian") && fields.get(1).equals("Debian"))
        .map(fields -> fields.get(2))
        .findFirst();
  }
}
