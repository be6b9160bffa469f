package org.masterless.systemtest;

import java.util.List;

/** What a hacked daemon would try from where it is, as whom it is; tells what worked. */
enum Probe {
  /** Things that the files themselves permit to everybody. */
  SYSTEM(
      """
      exec 2>/dev/null
      for file in /etc/passwd /home/alice/open /root/open; do
        (read -r line <$file) && echo "read $file"
      done
      for file in /etc/open /etc/folder/new /usr/folder/new /boot/folder/new /srv/folder/new; do
        (: >>$file) && echo "write $file"
      done
      [ -d /proc/1 ] && echo "see processes"
      [ "$(/usr/bin/id -u)" ] && echo "run a program"
      echo end
      """),

  /** The locks that it can reach, in pid/ or among what is shared. */
  LOCKS(
      """
      exec 2>/dev/null
      cd /var/spool/postfix/pid
      for file in * */* /run/masterless/*/*/*; do
        [ -f "$file" ] && (: >>"$file") && echo "$file"
      done
      echo end
      """);

  /** In a folder of shared libraries, from which alone the sandboxes let programs run. */
  private static final String SHELL = "/usr/lib/postfix/probe";

  private final String script;

  Probe(String script) {
    this.script = script;
  }

  static void install(Machine machine) {
    machine.run("cp", "/bin/sh", SHELL).ok();
  }

  String script() {
    return script;
  }

  List<String> from(Machine machine, ProcessInfo daemon) {
    return machine
        .run(
            "nsenter",
            "--target=" + daemon.pid(),
            "--mount",
            "--root",
            "--wd",
            "--setuid=" + id(machine, "-u"),
            "--setgid=" + id(machine, "-g"),
            SHELL,
            "-c",
            script)
        .lines();
  }

  private static String id(Machine machine, String which) {
    return machine.run("id", which, "postfix").text();
  }
}
