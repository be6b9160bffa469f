package org.masterless.systemtest.demo;

import java.util.ArrayList;
import java.util.List;
import org.masterless.systemtest.LmtpServices;
import org.masterless.systemtest.Machine;
import org.masterless.systemtest.Postfix;
import org.masterless.systemtest.Session;

/**
 * Shows LMTP: a message to three recipients, the process that each of them has, and the files; then
 * Postfix as the client.
 */
final class LmtpDemo {
  private static final List<String> RECIPIENTS = List.of("alice", "bert", "cora");

  private final Screen screen;
  private final Machine machine;
  private final Shell shell;

  LmtpDemo(Screen screen, Machine machine) {
    this.screen = screen;
    this.machine = machine;
    this.shell = new Shell(screen, machine);
  }

  /** Answers whether each of them had a process of his own. */
  boolean run() {
    screen.step("LMTP: two lines of services.cf");
    machine.addUser("bert");
    machine.addUser("cora");
    LmtpServices.start(machine, "");
    screen.typed("tail -n 6 /etc/masterless/services.cf");
    screen.block(LmtpServices.ENTRIES);
    screen.typed("systemctl enable --now masterless.target");
    boolean worked = deliver();
    shell.run("ls -l /home/*/Maildir/new");
    deliverFromPostfix();
    return worked;
  }

  /** All local mail goes that way from here on. */
  private void deliverFromPostfix() {
    screen.step("The same by Postfix, with one line of main.cf");
    shell.run("postconf -e mailbox_transport=lmtp:unix:/run/masterless/lmtp");
    shell.run("systemctl reload postfix");
    List<String> command = new ArrayList<>(List.of("sendmail"));
    RECIPIENTS.forEach(user -> command.add(user + "@localhost"));
    screen.typed(String.join(" ", command) + " <mail");
    String subject = "Subject: by Postfix and LMTP";
    machine.runWith(subject + "\n\nHello again.\n", command.toArray(String[]::new)).ok();
    for (String user : RECIPIENTS) {
      Postfix.on(machine).awaitMail(user, subject);
    }
    shell.run("journalctl -u masterless-lmtp-unix --no-pager -o cat -n 3");
  }

  /** Stops before DATA, when each process has become its user. */
  private boolean deliver() {
    screen.step("A message to three recipients: a process for each, which is that user for good");
    try (Session session = machine.start("nc", "-U", "/run/masterless/lmtp")) {
      hear(session);
      say(session, "LHLO client.example.test");
      say(session, "MAIL FROM:<bob@example.com>");
      for (String recipient : RECIPIENTS) {
        say(session, "RCPT TO:<" + recipient + "@localhost>");
      }
      String processes = machine.sh("ps -o user,uid,gid,pid,args -C lmtp-deliver").ok().out();
      screen.typed("ps -o user,uid,gid,pid,args -C lmtp-deliver");
      screen.block(processes);
      say(session, "DATA");
      say(session, "Subject: by LMTP\r\n\r\nHello, you three.\r\n.");
      hear(session);
      hear(session);
      say(session, "QUIT");
      return RECIPIENTS.stream().allMatch(user -> processes.contains("\n" + user + " "));
    }
  }

  private void say(Session session, String line) {
    screen.line("C: " + line.replaceAll("(?s)\r\n.*", " ..."));
    session.send(line + "\r\n");
    hear(session);
  }

  /** One reply, of which the last line has no hyphen behind its code. */
  private void hear(Session session) {
    String line = session.readLine().orElse("(nothing)");
    while (line.length() > 3 && line.charAt(3) == '-') {
      line = session.readLine().orElse("(nothing)");
    }
    screen.line("S: " + line.strip());
  }
}
