package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Programs that an admin or a user puts into the way of mail. The same tests run under both. */
abstract class LocalPrograms {

  @Prepare
  static void addUsers(Machine machine) {
    machine.addUser("alice");
    machine.addUser("bob");
    machine.addUser("store");
  }

  @Test
  void pipeRunsAScriptAsAnotherUserWithItsArguments(Machine machine) {
    machine.write(
        "/usr/local/bin/store",
        """
        #!/bin/sh
        { id -un; for word; do echo "<$word>"; done; cat; } >/home/store/"$1"
        """);
    machine.run("chmod", "755", "/usr/local/bin/store").ok();
    Postfix postfix = Postfix.on(machine);
    postfix.service(
        "store/unix",
        "store unix - n n - - pipe flags=R user=store argv=/usr/local/bin/store ${user}"
            + " ${sender} ${extension}");
    postfix.set(
        "transport_maps=inline:{store.example.net=store:}", "relay_domains=store.example.net");
    postfix.restart();

    postfix.smtp("carol@example.com", "box+a.b@store.example.net", "to a script");

    String stored =
        Eventually.await(
            "the script's file",
            () -> machine.run("cat", "/home/store/box").out(),
            text -> text.contains("hello"));
    assertThat(stored)
        .startsWith("store\n<box>\n<carol@example.com>\n<a.b>\nReturn-Path: <carol@example.com>\n")
        .contains("Subject: to a script");
    postfix.awaitEmptyQueue();
  }

  @Test
  void whatAPipeScriptSaysAboutAFailureReachesTheSender(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.service(
        "refuse/unix",
        "refuse unix - n n - - pipe user=store argv=/bin/sh -c { echo 'no such box'; exit 67; }");
    postfix.set(
        "transport_maps=inline:{refuse.example.net=refuse:}", "relay_domains=refuse.example.net");
    postfix.restart();

    postfix.sendmail("alice", "x@refuse.example.net", "refused");

    assertThat(postfix.awaitMail("alice", "Undelivered Mail Returned to Sender"))
        .contains("no such box");
  }

  /** The filter is spawn(8) with a program that hands all it reads to the way back. */
  @Test
  void aContentFilterGetsMailAndGivesItBack(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.service("filter/unix", "filter unix - - n - 10 smtp");
    postfix.service(
        "127.0.0.1:10025/inet",
        "127.0.0.1:10025 inet n n n - 10 spawn user=nobody argv=/usr/bin/nc -N 127.0.0.1 10026");
    postfix.service("127.0.0.1:10026/inet", "127.0.0.1:10026 inet n - n - 10 smtpd");
    postfix.option("127.0.0.1:10026/inet", "content_filter=");
    postfix.option("127.0.0.1:10026/inet", "myhostname=filtered.example.test");
    postfix.set("content_filter=filter:[127.0.0.1]:10025");
    postfix.restart();

    postfix.smtp("carol@example.com", "alice@example.test", "through the filter");

    assertThat(postfix.awaitMail("alice", "Subject: through the filter"))
        .contains("by filtered.example.test", "by mail.example.test");
    postfix.awaitEmptyQueue();
    postfix.set("content_filter=");
    postfix.restart();
  }

  /** sendmail hands its mail to postdrop, which needs its set-gid bit to work. */
  @Test
  void aForwardCommandMaySendMailItself(Machine machine) {
    machine.write(
        "/home/bob/answer",
        """
        #!/bin/sh
        printf 'Subject: answer by %s\\n\\nseen\\n' "$(id -un)" | /usr/sbin/sendmail alice
        """);
    machine.write("/home/bob/.forward", "\\bob, \"|/home/bob/answer\"\n");
    machine.sh("chmod 755 ~bob/answer; chown bob: ~bob/answer ~bob/.forward").ok();
    Postfix postfix = Postfix.on(machine);

    postfix.smtp("carol@example.com", "bob@example.test", "asks bob");

    postfix.awaitMail("bob", "Subject: asks bob");
    assertThat(postfix.awaitMail("alice", "Subject: answer by bob"))
        .contains("From: bob@example.test");
  }

  @Test
  void anAliasLeadsToAListAFileAndACommand(Machine machine) {
    machine.write("/etc/postfix/friends", "alice\nbob\n");
    machine.run("install", "-d", "-o", "nobody", "/srv/archive").ok();
    machine.append(
        "/etc/aliases",
        """
        friends: :include:/etc/postfix/friends
        keep: /srv/archive/mbox
        count: "|cat >/srv/archive/$LOCAL-$(id -un)"
        """);
    machine.run("newaliases").ok();
    Postfix postfix = Postfix.on(machine);
    postfix.reload();

    postfix.sendmail("carol@example.com", "friends", "to the list");
    postfix.sendmail("carol@example.com", "keep", "to the file");
    postfix.sendmail("carol@example.com", "count", "to the command");

    postfix.awaitMail("alice", "Subject: to the list");
    postfix.awaitEmptyQueue();
    assertThat(machine.read("/srv/archive/mbox")).contains("Subject: to the file");
    assertThat(machine.read("/srv/archive/count-nobody")).contains("Subject: to the command");
  }
}
