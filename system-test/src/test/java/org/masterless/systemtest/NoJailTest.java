package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What master.cf says about chroot costs nobody a copy of {@code /etc} any more: daemons see the
 * machine's own.
 */
@OnMachine
class NoJailTest {

  @Prepare
  static void chrootEverything(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    machine.run("systemctl", "stop", "postfix").ok();
    // What Debian's start script has copied for the jails.
    machine.sh("cd /var/spool/postfix && rm -rf etc lib usr").ok();
    machine.run("postconf", "-F", "*/unix/chroot=y", "*/inet/chroot=y").ok();
    postfix.toUnits();
  }

  @Test
  void nothingIsCopiedIntoTheQueueFolder(Machine machine) {
    assertThat(machine.run("ls", "/var/spool/postfix").lines())
        .contains("active", "public", "private")
        .doesNotContain("etc", "lib", "usr");
  }

  @Test
  void usersOfAnNssModuleGetMail(Machine machine) {
    machine
        .sh("sed -i -E 's/^(passwd|group|shadow):.*files/& extrausers/' /etc/nsswitch.conf")
        .ok();
    machine.write("/var/lib/extrausers/passwd", "erin:x:4711:4711::/home/erin:/bin/sh\n");
    machine.write("/var/lib/extrausers/group", "erin:x:4711:\n");
    machine.run("install", "-d", "-o", "4711", "-g", "4711", "/home/erin").ok();
    Postfix postfix = Postfix.on(machine);
    // smtpd itself looks users up, not proxymap for it.
    postfix.set("local_recipient_maps=unix:passwd.byname $alias_maps");
    postfix.reload();

    postfix.smtp("carol@example.com", "erin@example.test", "to an NSS user");

    assertThat(postfix.awaitMail("erin", "Subject: to an NSS user")).contains("hello");
    assertThat(machine.run("stat", "-c", "%u", "/var/mail/erin").text()).isEqualTo("4711");
  }

  @Test
  void smtpFindsAHostOfEtcHosts(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    try (Sink outside = Sink.start(machine, "192.0.2.26", 2525)) {
      machine.append("/etc/hosts", "192.0.2.26 outside.example.net\n");
      postfix.set("smtp_host_lookup=native", "relayhost=[outside.example.net]:2525");
      postfix.reload();

      postfix.sendmail("root", "friend@example.com", "by name");

      outside.awaitMail("Subject: by name");
      postfix.awaitEmptyQueue();
    }
  }

  @Test
  void aServiceOfEtcServicesIsKnown(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    try (Sink outside = Sink.start(machine, "192.0.2.27", 587)) {
      postfix.set("relayhost=[192.0.2.27]:submission");
      postfix.reload();

      postfix.sendmail("root", "friend@example.com", "by service");

      outside.awaitMail("Subject: by service");
      postfix.awaitEmptyQueue();
    }
  }
}
