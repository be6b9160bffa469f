package org.masterless.generator.read;

import java.util.Random;

/**
 * Makes up main.cf and master.cf texts that are nearly right: pieces of real ones in random order,
 * and a few bytes of each spoilt. The same seed gives the same texts.
 */
final class RandomConfiguration {
  // The first half of each is good.
  private static final String[] SERVICES = {
    "smtp",
    "25",
    "submission",
    "587",
    "127.0.0.1:25",
    "[::1]:25",
    "::1:smtp",
    "localhost:10025",
    "[ipv6:::1]:465",
    ":25",
    "70000",
    "SMTP",
    "127.1:25",
    "x",
    "aa/bb",
    "-",
    "\u00c3\u00a9",
    "25:",
    "[::1]",
    "*:25",
  };
  private static final String[] TYPES = {
    "inet", "unix", "fifo", "pass", "unix-dgram", "unix", "unix", "inet", "UNIX", "-",
  };
  private static final String[] FLAGS = {"n", "n", "-", "y", "n", "-", "Y", "yes"};
  private static final String[] NUMBERS = {
    "-",
    "0",
    "1",
    "60",
    "1000",
    "010",
    "60x",
    "5m",
    "-1",
    "?",
    "2147483648",
    "60?",
    "99999999999999999999",
  };
  private static final String[] COMMANDS = {
    "smtpd", "cleanup", "qmgr", "local", "pipe", "proxymap", "sub/prog", "{dump}", "-",
  };
  private static final String[] ARGUMENTS = {
    "-o",
    "a=b",
    "{ a b }",
    "{}",
    "{{c}}",
    "a{b c}d",
    "{a b",
    "{a}b",
    "-v",
    "-ox=y",
    "--",
    "$x",
    "${y}",
    "\"a b\"",
    "\\",
    "syslog_name=postfix/$service_name",
    "{ syslog_name = ${x?{y}} }",
    "accept=yes",
    "{ write_paths = /a b }",
    "user=x",
    "flags=DRhu",
    "%n",
    "#",
    "}",
    "{",
  };
  private static final String[] SPACES = {
    " ", "  ", "\t", "\n  ", "\n\t# comment\n ", "\r\n ", "\n\n ", "\u000b", " \0 ", "\f",
  };
  private static final String[] NAMES = {
    "queue_directory",
    "default_process_limit",
    "service_throttle_time",
    "syslog_name",
    "myhostname",
    "mydomain",
    "compatibility_level",
    "master_service_disable",
    "inet_interfaces",
    "import_environment",
    "multi_instance_enable",
    "multi_instance_name",
    "a",
    "b",
    "c",
    "d",
  };
  private static final String[] VALUES = {
    "",
    "1",
    "0",
    "60s",
    "2h",
    "yes",
    "no",
    "3.6",
    "all",
    "/var/spool/postfix",
    "$a",
    "${b}",
    "$(c)",
    "${d?x}",
    "${a:{y}}",
    "${a?{x}:{$b}}",
    "${{$a} == {1} ? {t} : {f}}",
    "${{$compatibility_level} <level {3.10} ? {old}}",
    "$$",
    "$",
    "${",
    "${a-b}",
    "$mydomain",
    "$myhostname",
    "127.0.0.1",
    "::1",
    "[ipv6:fe80::1]",
    "10.0.0.200, 192.168.1.7 1.2.3.4",
    "smtp/inet !x/unix unix",
    "TZ LANG=C { A = b c }",
    "{",
    "}",
    ",",
    "#x",
    "$mail_version",
    "${a??b}",
    "$c$d",
    "${{9}<{10}}",
    "${{a} =~ {b}}",
  };

  private final Random random;

  RandomConfiguration(long seed) {
    random = new Random(seed);
  }

  String master() {
    StringBuilder text = new StringBuilder();
    for (int lines = random.nextInt(6); lines > 0; lines--) {
      entry(text);
    }
    return spoilt(text);
  }

  private void entry(StringBuilder text) {
    word(text, SERVICES);
    word(text, TYPES);
    word(text, FLAGS);
    word(text, FLAGS);
    word(text, FLAGS);
    word(text, NUMBERS);
    word(text, NUMBERS);
    word(text, COMMANDS);
    for (int arguments = random.nextInt(5); arguments > 0; arguments--) {
      word(text, ARGUMENTS);
    }
    text.append(pick("\n", "\n", "\n", "\r\n", "\n#c\n", "\n\n", ""));
  }

  private void word(StringBuilder text, String[] words) {
    boolean good = random.nextInt(12) > 0;
    text.append(words[random.nextInt(good ? words.length / 2 : words.length)]);
    text.append(random.nextInt(20) == 0 ? pick(SPACES) : " ");
  }

  String main() {
    StringBuilder text = new StringBuilder();
    for (int lines = random.nextInt(8); lines > 0; lines--) {
      text.append(pick(NAMES)).append(pick(" = ", "=", " =", " ", "\n ="));
      for (int pieces = random.nextInt(4); pieces > 0; pieces--) {
        text.append(pick(VALUES)).append(pick("", "", "/", " ", "\n  ", "x"));
      }
      text.append(pick("\n", "\n", "\n", "\r\n", "\n#c\n", ""));
    }
    return spoilt(text);
  }

  /** Half of the texts stay as they are. */
  private String spoilt(StringBuilder text) {
    for (int changes = random.nextInt(8) - 3; changes > 0 && text.length() > 0; changes--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, (char) random.nextInt(256));
        default -> text.insert(at, pick("{", "}", "$", "\n", " ", "\0", "?", ":", "="));
      }
    }
    return text.toString();
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
