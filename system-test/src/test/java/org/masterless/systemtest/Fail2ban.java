package org.masterless.systemtest;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The real fail2ban in a machine, and what one of its jails has found. */
record Fail2ban(Machine machine, String jail) {
  /** No ban is carried out; and the clients of tests are on the machine itself. */
  private static final String SETTINGS =
      """
      [DEFAULT]
      ignoreself = false
      banaction = dummy
      banaction_allports = dummy
      maxretry = 3
      [sshd]
      enabled = false
      """;

  /** How often it found something, and whom it has banned. */
  record Found(int times, List<String> banned) {

    Found {
      banned = List.copyOf(banned);
    }
  }

  /** Installs it, rsyslog beside it, and starts it with these jails. */
  static void install(Machine machine, String jails) {
    machine.installPackages("log");
    machine.write("/etc/fail2ban/jail.local", SETTINGS + jails);
    machine.append("/var/log/mail.log", "");
    machine.run("systemctl", "restart", "fail2ban").ok();
    Eventually.eventually("fail2ban", () -> machine.run("fail2ban-client", "ping").exit() == 0);
  }

  Found found() {
    String status = machine.run("fail2ban-client", "status", jail).ok().out();
    return new Found(
        Integer.parseInt(field(status, "Total failed")),
        Stream.of(field(status, "Banned IP list").split(" ")).sorted().toList());
  }

  private static String field(String status, String name) {
    Matcher matcher = Pattern.compile(name + ":\\s*(.*)").matcher(status);
    if (!matcher.find()) {
      throw new AssertionError("no \"" + name + "\" in:\n" + status);
    }
    return matcher.group(1);
  }
}
