package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The base images hold what we say: Debian's own Postfix, as its package sets it up. */
@OnMachine(staged = false)
class StockPostfixTest {

  @Test
  void runsUnderMaster(Machine machine) {
    assertThat(Postfix.on(machine).processes())
        .extracting(ProcessInfo::name)
        .contains("master", "qmgr", "pickup");
  }

  @Test
  void isAnInternetSiteWithANameOfItsOwn(Machine machine) {
    Postfix postfix = Postfix.on(machine);

    assertThat(postfix.get("myhostname")).isEqualTo("mail.example.test");
    assertThat(postfix.get("myorigin")).isEqualTo("/etc/mailname");
    assertThat(machine.read("/etc/mailname")).isEqualTo("example.test\n");
    assertThat(postfix.get("smtpd_tls_key_file")).contains("snakeoil");
  }

  @Test
  void hasTheMasterCfOfThePackage(Machine machine) {
    machine.run("diff", "/usr/share/postfix/master.cf.dist", "/etc/postfix/master.cf").ok();
  }
}
