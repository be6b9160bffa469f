package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What users' mailboxes are like when they take no mail, as a Postfix on units and a client of the
 * proxy see it: mail that only has to wait does, and arrives in the end.
 */
@OnMachine
class LmtpFailuresTest {
  @Prepare
  static void startServices(Machine machine) {
    LmtpTest.fromPostfix(machine, LmtpServices.ON_A_PORT);
    machine.installPackages("swaks");
  }

  /** What the proxy answers at the end of a message. */
  private static String swaks(Machine machine, String user) {
    List<String> lines =
        LmtpTest.swaks(machine, "--from", "u6@example.test", "--to", user + "@example.test")
            .lines();
    int dot = lines.indexOf(" -> .");
    assertThat(dot).as("the end of a message in %s", lines).isNotNegative();
    return lines.get(dot + 1);
  }

  private static void sendmail(Machine machine, String user, String subject) {
    Postfix.on(machine).sendmail("u6@example.test", user + "@example.test", subject);
  }

  private static void assertWaitsAndThenArrives(
      Machine machine, String user, String subject, String reply, String mending) {
    Postfix postfix = Postfix.on(machine);
    sendmail(machine, user, subject);
    postfix.awaitDeferred();
    assertThat(machine.journal("-u", "postfix*", "-o", "cat"))
        .containsPattern("to=<" + user + "@example.test>.*status=deferred .*said: " + reply);
    machine.sh(mending).ok();
    machine.run("postqueue", "-f").ok();
    postfix.awaitMail(user, "Subject: " + subject);
    postfix.awaitEmptyQueue();
    assertThat(postfix.maildir(user)).hasSize(1);
    assertThat(machine.sh("ls ~" + user + "/Maildir/tmp").out()).isEmpty();
  }

  @Test
  void aHomeThatTheUserMayNotEnterMakesMailWait(Machine machine) {
    machine.run("chmod", "0", "/home/u1").ok();
    assertThat(swaks(machine, "u1")).contains("451 4.2.0").doesNotContain("/home");
    assertWaitsAndThenArrives(machine, "u1", "locked", "451 4.2.0", "chmod 700 /home/u1");
  }

  @Test
  void aHomeThatIsReadOnlyMakesMailWait(Machine machine) {
    // A mount's own flags don't reach the service's name space, those of its file system do.
    machine.run("mount", "-t", "tmpfs", "-o", "ro,uid=3002,mode=700", "none", "/home/u2").ok();
    assertThat(swaks(machine, "u2")).contains("451 4.3.0").doesNotContain("/home");
    assertWaitsAndThenArrives(machine, "u2", "read-only", "451 4.3.0", "umount /home/u2");
  }

  @Test
  void aHomeThatIsAwayMakesMailWait(Machine machine) {
    machine.run("mv", "/home/u3", "/home/away").ok();
    assertThat(swaks(machine, "u3")).contains("451 4.2.0").doesNotContain("/home");
    assertWaitsAndThenArrives(machine, "u3", "away", "451 4.2.0", "mv /home/away /home/u3");
  }

  @Test
  void aFullMailboxIsToldToTheSender(Machine machine) {
    machine
        .sh("cd ~u4 && mkdir Maildir && echo 1000S >Maildir/maildirsize && chown -R u4: Maildir")
        .ok();
    machine.sh("echo '950 1' >>~u4/Maildir/maildirsize").ok();
    assertThat(swaks(machine, "u4")).contains("552 5.2.2").contains("Mailbox is full");
    sendmail(machine, "u4", "full");
    Postfix.on(machine).awaitEmptyQueue();
    assertThat(machine.journal("-u", "postfix*", "-o", "cat"))
        .containsPattern("to=<u4@example.test>.*status=bounced .*said: 552 5.2.2");
    assertThat(Postfix.on(machine).maildir("u4")).isEmpty();
    Postfix.on(machine).awaitMail("u6", "Mailbox is full");
    machine.sh("printf '1000S\\n10 1\\n' >~u4/Maildir/maildirsize").ok();
    sendmail(machine, "u4", "room");
    Postfix.on(machine).awaitMail("u4", "Subject: room");
    assertThat(machine.read("/home/u4/Maildir/maildirsize")).matches("1000S\n10 1\n\\d+ 1\n");
  }

  /** The address may have any detail that its sender likes. */
  @Test
  void aDetailThatNamesNoFolderForMailDelaysNothing(Machine machine) {
    machine.sh("cd ~u5 && mkdir Maildir && ln -s /tmp Maildir/.x && chown -Rh u5: Maildir").ok();
    Postfix.on(machine).sendmail("u6@example.test", "u5+x@example.test", "detail");
    Postfix.on(machine).awaitMail("u5", "Subject: detail");
    assertThat(Postfix.on(machine).maildir("u5")).hasSize(1);
  }
}
