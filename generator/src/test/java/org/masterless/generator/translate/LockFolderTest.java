package org.masterless.generator.translate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LockFolderTest {
  @Test
  void aSlashInAServicesNameIsAFolderBelow() {
    assertThat(LockFolder.objectionTo(Entries.of("a:b/c unix - - - - - smtpd"))).isNotEmpty();
    assertThat(LockFolder.objectionTo(Entries.of("a/b:c unix - - - - - smtpd"))).isEmpty();
    assertThat(LockFolder.objectionTo(Entries.of("a\\b unix - - - - - smtpd"))).isEmpty();
  }
}
