package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** What is left of mail on a disk whose power was cut, beside what was acknowledged until then. */
final class CutMail {
  private final Disk disk;
  private final AcknowledgedMail mail;
  private final Random random;
  private final StoredMail stored;
  private final Map<String, String> digests;

  private CutMail(
      Disk disk,
      AcknowledgedMail mail,
      Random random,
      StoredMail stored,
      Map<String, String> digests) {
    this.disk = disk;
    this.mail = mail;
    this.random = random;
    this.stored = stored;
    this.digests = digests;
  }

  /** Also looks whether the mail is all there without any cut. */
  static CutMail of(Machine machine, Disk disk, AcknowledgedMail mail, Random random) {
    machine.run("sync").ok();
    long end = disk.now();
    try (PowerCuts none = PowerCuts.of(disk, random)) {
      StoredMail stored = StoredMail.below(MailOnDisk.files(none.at(end)), mail.texts());
      return new CutMail(disk, mail, random, stored, MailOnDisk.digests(none.at(end)));
    }
  }

  /**
   * Cuts at moments in their order; answers how many acknowledged messages were looked for, and
   * found, in all of them.
   */
  int check(long... moments) {
    int count = 0;
    try (PowerCuts cuts = PowerCuts.of(disk, random)) {
      for (long moment : moments) {
        Map<String, String> found = MailOnDisk.digests(cuts.at(moment));
        assertThat(found.entrySet().stream().filter(file -> !isAsSent(file)))
            .as("files that are not whole after a cut at %d", moment)
            .isEmpty();
        List<String> acknowledged = acknowledged(moment);
        assertThat(acknowledged.stream().filter(file -> !found.containsKey(file)))
            .as("files that are lost after a cut at %d", moment)
            .isEmpty();
        count += acknowledged.size();
      }
    }
    return count;
  }

  private boolean isAsSent(Map.Entry<String, String> file) {
    return file.getValue().equals(digests.get(file.getKey()));
  }

  private List<String> acknowledged(long moment) {
    return mail.acknowledged().stream()
        .filter(message -> message.moment() <= moment)
        .map(message -> stored.only(message.user(), message.subject()))
        .toList();
  }
}
