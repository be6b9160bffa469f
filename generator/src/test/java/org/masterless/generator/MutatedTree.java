package org.masterless.generator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Spoils a machine: bytes, fields and lines of its files are changed, moved, repeated and lost,
 * files too. The same seed spoils it in the same way.
 */
final class MutatedTree {
  private static final List<String> ENTRIES =
      List.of("/etc/postfix/master.cf", "/etc/masterless/services.cf");

  /** So many entries of the file are left that a case takes a millisecond. */
  private static final int USUAL_ENTRIES = 4;

  private static final String[] WORDS = {
    "0",
    "-1",
    "007",
    "65536",
    "2147483647",
    "2147483648",
    "99999999999999999999",
    "1?",
    "?",
    "-",
    "y",
    "n",
    "Y",
    "",
    "{",
    "}",
    "{}",
    "{ a = b }",
    "${",
    "$x",
    "${a?{b}:{c}}",
    "$$",
    "$(x",
    "%n",
    "%",
    "\\",
    "\"",
    "'",
    "#",
    "--",
    "-o",
    "-ox=y",
    "-c",
    "-u",
    "-v",
    "-n",
    "a=b",
    "=",
    "inet",
    "unix",
    "unix-dgram",
    "pass",
    "fifo",
    "smtpd",
    "local",
    "pipe",
    "proxymap",
    "postlogd",
    "tlsmgr",
    "/",
    "/etc/../etc/passwd",
    "..",
    ".",
    "a/b",
    "[::1]:25",
    "127.0.0.1:25",
    ":25",
    "localhost:smtp",
    "*:25",
    "hash:/etc/aliases",
    "proxy:unix:passwd.byname",
    "unix:/run/x",
    "\0",
    "\t",
    "\r",
    "\u000b",
    "\u0001",
    "\u007f",
    "\u00ff",
    "\u00c3\u00a9",
    "\u00c0\u00af",
    "queue_directory=/x",
    "mail_owner=root",
    "syslog_name=$service_name",
    "multi_instance_name=x",
    "inet_interfaces=127.0.0.1",
    "inet_protocols=ipv4",
    "smtpd_tls_key_file=/etc/ssl/k",
    "inet-dgram",
    "/run/masterless/x",
    "/bin/cat",
    "accept=yes",
    "accept=no",
    "user=joe",
    "group=0",
    "supplementary_groups=a,b c",
    "socket_user=joe",
    "socket_mode=0660",
    "socket_mode=8",
    "socket_input=yes",
    "service_count=0",
    "type=notify",
    "home=yes",
    "jit=yes",
    "network=maybe",
    "no_new_privileges=no",
    "capabilities=setuid,chown",
    "run_paths=/run/masterless/y",
    "run_paths=/run/dbus,/var/run/x/",
    "write_paths=/srv,/home/x",
    "write_paths=/run/systemd/x",
    "{ write_paths = /a b }",
  };

  private static final String[] SETTINGS = {
    "queue_directory",
    "data_directory",
    "daemon_directory",
    "command_directory",
    "mail_owner",
    "multi_instance_name",
    "inet_interfaces",
    "inet_protocols",
    "default_process_limit",
    "service_throttle_time",
    "import_environment",
    "compatibility_level",
    "in_flow_delay",
    "master_service_disable",
    "maillog_file",
    "alias_maps",
    "virtual_alias_maps",
    "smtpd_milters",
    "smtpd_tls_cert_file",
    "smtpd_tls_security_level",
    "smtpd_sasl_path",
    "smtpd_sasl_auth_enable",
    "mail_spool_directory",
    "syslog_name",
    "mydomain",
    "myhostname",
    "mynetworks",
  };

  private final Tree tree;
  private final Random random;

  private MutatedTree(Tree tree, long seed) {
    this.tree = tree;
    this.random = new Random(seed);
  }

  /** One of {@code bases}, spoilt. */
  static Tree of(List<Tree> bases, long seed) {
    // Close seeds give close first numbers.
    Random choice = new Random(seed * 0x9e3779b97f4a7c15L);
    MutatedTree mutated = new MutatedTree(bases.get(choice.nextInt(bases.size())).copy(), seed);
    mutated.shorten();
    for (int changes = choice.nextInt(6); changes >= 0; changes--) {
      mutated.change();
    }
    return mutated.tree;
  }

  /** Drops most entries, and most of the long table of ports. */
  private void shorten() {
    for (String file : tree.files()) {
      if (ENTRIES.contains(file) || file.endsWith("/master.cf")) {
        tree.change(file, someEntries(tree.content(file)));
      } else if (file.equals("/etc/services") && random.nextInt(20) > 0) {
        tree.change(file, "smtp 25/tcp mail\nsubmission 587/tcp\n");
      }
    }
  }

  private String someEntries(String text) {
    List<String> entries = new ArrayList<>(List.of(text.split("\n(?![ \t#])")));
    entries.removeIf(entry -> entry.startsWith("#"));
    StringBuilder kept = new StringBuilder();
    for (int i = random.nextInt(USUAL_ENTRIES * 2); i >= 0 && !entries.isEmpty(); i--) {
      kept.append(entries.remove(random.nextInt(entries.size()))).append('\n');
    }
    return kept.toString();
  }

  private void change() {
    List<String> files = tree.files();
    if (files.isEmpty()) {
      return;
    }
    // Most of what there is to go wrong is in one file.
    String entries = pick(ENTRIES.toArray(String[]::new));
    boolean areEntries = random.nextInt(3) > 0 && files.contains(entries);
    String file = areEntries ? entries : files.get(random.nextInt(files.size()));
    if (random.nextInt(12) == 0) {
      changeFile(file, files);
    } else {
      tree.change(file, changed(file, tree.content(file)));
    }
  }

  private void changeFile(String file, List<String> files) {
    String other = files.get(random.nextInt(files.size()));
    Tree.Node node = tree.at(file);
    switch (random.nextInt(6)) {
      case 0 -> tree.nodes().remove(file);
      case 1 -> tree.nodes().put(file, tree.at(other));
      case 2 -> tree.nodes().put(file, new Tree.Node(0040755, "0 0", ""));
      case 3 ->
          tree.nodes().put(file, new Tree.Node(0120777, "0 0", pick(other, file, "/x", "..")));
      case 4 -> tree.nodes().put(file, new Tree.Node(0020666, "0 0", ""));
      default ->
          tree.nodes()
              .put(
                  file,
                  new Tree.Node(
                      0100000 | random.nextInt(01000),
                      pick("0 102", "101 0", "7 7"),
                      node.content()));
    }
  }

  private String changed(String file, String text) {
    return switch (random.nextInt(10)) {
      case 0 -> insert(text, String.valueOf((char) random.nextInt(256)));
      case 1 -> text.isEmpty() ? text : without(text, 1);
      case 2 -> text.substring(0, random.nextInt(text.length() + 1));
      case 3 -> insert(text, much());
      case 4 -> insert(text, pick(WORDS));
      case 5 -> insert(text, " " + pick(WORDS) + " ");
      case 6 -> lines(text);
      case 7 -> file.endsWith("main.cf") ? setting(text) : field(text);
      default -> field(text);
    };
  }

  /** More of one thing than anybody would write. */
  private String much() {
    String piece =
        pick("{", "}", "${a?{", "x", "9", " x", "\n x", "\0", "#", " -o a=b", "/a", "\n", "$a");
    int most = random.nextInt(50) == 0 ? 40_000 : 300;
    return piece.repeat(1 + random.nextInt(most) / piece.length());
  }

  private String setting(String text) {
    return text
        + "\n"
        + pick(SETTINGS)
        + pick(" = ", "=", "\n = ")
        + pick(WORDS)
        + pick("", "/", " ")
        + pick(WORDS)
        + "\n";
  }

  /** Another word in the place of one. */
  private String field(String text) {
    int start = random.nextInt(text.length() + 1);
    while (start > 0 && text.charAt(start - 1) > ' ') {
      start--;
    }
    int end = start;
    while (end < text.length() && text.charAt(end) > ' ') {
      end++;
    }
    return text.substring(0, start) + pick(WORDS) + text.substring(end);
  }

  private String lines(String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    String line = lines.get(random.nextInt(lines.size()));
    switch (random.nextInt(4)) {
      case 0 -> lines.remove(line);
      case 1 -> lines.add(random.nextInt(lines.size() + 1), line);
      case 2 -> lines.add(random.nextInt(lines.size() + 1), " " + line);
      default -> lines.add(random.nextInt(lines.size() + 1), pick(WORDS));
    }
    return String.join("\n", lines);
  }

  private String insert(String text, String piece) {
    int at = random.nextInt(text.length() + 1);
    return text.substring(0, at) + piece + text.substring(at);
  }

  private String without(String text, int count) {
    int at = random.nextInt(text.length());
    return text.substring(0, at) + text.substring(Math.min(text.length(), at + count));
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
