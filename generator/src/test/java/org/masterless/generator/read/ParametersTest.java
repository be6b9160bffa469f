package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
  private final Problems problems = new Problems();

  private Parameters read(String text) {
    return Reading.main(text, problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "queue_directory|/var/spool/postfix",
        "daemon_directory|/usr/lib/postfix/sbin",
        "command_directory|/usr/sbin",
        "data_directory|/var/lib/postfix",
        "config_directory|/etc/postfix",
        "mail_owner|postfix",
        "setgid_group|postdrop",
        "default_privs|nobody",
        "inet_interfaces|all",
        "inet_protocols|all",
        "proxy_interfaces|''",
        "default_process_limit|100",
        "master_service_disable|''",
        "service_throttle_time|60s",
        "max_idle|100s",
        "max_use|100",
        "in_flow_delay|1s",
        "daemon_timeout|18000s",
        "qmgr_daemon_timeout|1000s",
        "postlogd_watchdog_timeout|10s",
        "ipc_timeout|3600s",
        "trigger_timeout|10s",
        "compatibility_level|0",
        "import_environment|MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ XAUTHORITY DISPLAY LANG=C"
            + "    POSTLOG_SERVICE POSTLOG_HOSTNAME",
        "export_environment|TZ MAIL_CONFIG LANG",
        "syslog_name|postfix",
        "maillog_file|''",
        "maillog_file_prefixes|/var, /dev/stdout",
        "maillog_file_permissions|0600",
        "postlog_service_name|postlog",
        "multi_instance_name|''",
        "multi_instance_enable|no",
        "alternate_config_directories|''",
        "stress|''",
        "smtpd_tls_key_file|''",
        "nosuch_parameter|''",
      })
  void defaultsAreThoseOfPostfix(String name, String value) {
    assertThat(read("").get(name)).isEqualTo(value);
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void defaultsFollowWhatTheyReferTo() {
    Parameters parameters =
        read("multi_instance_name = postfix-out\nsmtpd_tls_cert_file = /c.pem\n");
    assertThat(parameters.get("syslog_name")).isEqualTo("postfix-out");
    assertThat(parameters.get("tlsproxy_tls_key_file")).isEqualTo("/c.pem");
  }

  @Test
  void theOrderInTheFileDoesNotMatter() {
    Parameters parameters = read("queue_directory = /srv/$mydomain\nmydomain = example.net\n");
    assertThat(parameters.get("queue_directory")).isEqualTo("/srv/example.net");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vm|''|vm.localdomain|localdomain",
        "mx.example.org|''|mx.example.org|example.org",
        "vm|mydomain = x.org|vm.x.org|x.org",
        "vm|myhostname = foo|foo|localdomain",
        "vm|myhostname = foo.a.b|foo.a.b|a.b",
        "vm|myhostname = host.$mydomain|host.|''",
        "vm|mydomain = $myhostname|vm.|vm.",
      })
  void hostNameAndDomainAreComputedAsPostfixDoes(
      String system, String main, String host, String domain) {
    Parameters parameters =
        MainCf.read("main.cf", main, BuiltIns.of(system, "/etc/postfix"), problems);
    assertThat(parameters.get("myhostname")).isEqualTo(host);
    assertThat(parameters.get("mydomain")).isEqualTo(domain);
  }

  @Test
  void aBadValueIsReportedOnceAndTheDefaultUsed() {
    Parameters parameters = read("x = y\nqueue_directory = ${a\n");
    assertThat(parameters.get("queue_directory")).isEqualTo("/var/spool/postfix");
    assertThat(parameters.get("queue_directory")).isEqualTo("/var/spool/postfix");
    assertThat(Reading.strings(problems))
        .containsExactly(
            "main.cf:2:19: error: bad value \"${a\" for parameter \"queue_directory\": missing"
                + " \"}\" in \"${a\"; using the default \"/var/spool/postfix\"");
  }

  @Test
  void aRecursionIsReported() {
    assertThat(read("mail_owner = $a\na = $b\nb = $a\n").get("mail_owner")).isEqualTo("postfix");
    assertThat(problems.hasErrors()).isTrue();
  }

  @Test
  void whatNobodyAsksForIsNotReported() {
    read("a = $a\nb = ${").get("mail_owner");
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void aDefaultThatRefersToABadValueIsReportedToo() {
    assertThat(read("multi_instance_name = a$\n").get("syslog_name")).isEqualTo("postfix");
    assertThat(Reading.strings(problems))
        .containsExactly(
            "main.cf:1:1: error: bad value for parameter \"syslog_name\": \"$\" without a parameter"
                + " name in \"a$\"; using the default \"postfix\"");
  }

  @Test
  void whatOnlyARunningPostfixKnowsIsReported() {
    assertThat(read("mail_owner = p$mail_version").get("mail_owner")).isEqualTo("postfix");
    assertThat(Reading.strings(problems))
        .singleElement()
        .asString()
        .contains("\"$mail_version\" is not known before Postfix runs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"7|7", "+7|7", "007|7", "2147483647|2147483647", "$seven|7", "1|1"})
  void integers(String text, int value) {
    assertThat(
            read("seven = 7\ndefault_process_limit = " + text).integer("default_process_limit", 1))
        .isEqualTo(value);
    assertThat(problems.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0", "-1", "''", "x", "7x", "7 8", "2147483648", "99999999999999999999"})
  void badIntegers(String text) {
    Parameters parameters = read("default_process_limit = " + text);
    assertThat(parameters.integer("default_process_limit", 1)).isEqualTo(100);
    assertThat(Reading.strings(problems))
        .containsExactly(
            "main.cf:1:25: error: bad value \""
                + text
                + "\" for parameter \"default_process_limit\": expected a number of at least 1;"
                + " using the default \"100\"");
  }

  @ParameterizedTest
  @CsvSource({"5,5", "5s,5", "2m,120", "1h,3600", "1d,86400", "1w,604800", "007,7"})
  void times(String text, int seconds) {
    assertThat(read("service_throttle_time = " + text).seconds("service_throttle_time", 1))
        .isEqualTo(seconds);
    assertThat(problems.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "0s", "5x", "s", "-1s", "5ss", "5 s", "1M", "99999999w", "''"})
  void badTimes(String text) {
    assertThat(read("service_throttle_time = " + text).seconds("service_throttle_time", 1))
        .isEqualTo(60);
    assertThat(problems.all()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"yes,true", "YES,true", "no,false", "No,false", "maybe,false", "1,false", "'',false"})
  void flags(String text, boolean value) {
    boolean good = Ascii.lower(text).equals("yes") || Ascii.lower(text).equals("no");
    assertThat(read("multi_instance_enable = " + text).flag("multi_instance_enable"))
        .isEqualTo(value);
    assertThat(problems.all()).hasSize(good ? 0 : 1);
  }

  @Test
  void listsAreSeparatedByBlanksAndCommas() {
    assertThat(read("inet_interfaces = a, b\n\tc,,d\r\n").list("inet_interfaces"))
        .containsExactly("a", "b", "c", "d");
    assertThat(read("inet_interfaces = { a b }").list("inet_interfaces"))
        .containsExactly("{", "a", "b", "}");
    assertThat(read("inet_interfaces =").list("inet_interfaces")).isEmpty();
  }

  @Test
  void groupsInBracesHoldTogetherWherePostfixLetsThem() {
    Parameters parameters = read("import_environment = A, { B = c d } {E}f\n");
    assertThat(parameters.groupedList("import_environment")).containsExactly("A", "B = c d");
    assertThat(Reading.strings(problems))
        .containsExactly(
            "main.cf:1:22: error: bad value \"A, { B = c d } {E}f\" for parameter"
                + " \"import_environment\": text after \"}\" in \"{E}f\"; ignoring this item");
  }

  @ParameterizedTest
  @CsvSource({"0,0.0.0", "3.6,3.6.0", "3.10.2,3.10.2", "2,2.0.0"})
  void compatibilityLevels(String text, String level) {
    CompatibilityLevel read = read("compatibility_level = " + text).compatibilityLevel();
    assertThat(read.major() + "." + read.minor() + "." + read.patch()).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({"x", "3.", ".6", "3.6.1.2", "3.1024", "-1", "3 .6", "''"})
  void badCompatibilityLevels(String text) {
    assertThat(read("compatibility_level = " + text).compatibilityLevel().isBelow(1)).isTrue();
    assertThat(problems.all()).hasSize(1);
  }

  @Test
  void levelsAreComparedNumberByNumber() {
    CompatibilityLevel nine = CompatibilityLevel.parse("3.9").orElseThrow();
    assertThat(nine).isLessThan(CompatibilityLevel.parse("3.10").orElseThrow());
    assertThat(nine).isGreaterThan(CompatibilityLevel.parse("3.8.9").orElseThrow());
  }

  @Test
  void theOptionsOfAnEntryComeOnTop() {
    Entry entry = Reading.master("x unix - - - - - p -o a=2 -o { mail_owner = $a } -v").only();
    Parameters main = read("a = 1\nmail_owner = m\n");
    Parameters layered = main.with(DaemonOptions.of(entry, problems));
    assertThat(layered.get("mail_owner")).isEqualTo("2");
    assertThat(layered.placeOf("mail_owner")).contains(new Place("master.cf", 1, 30));
    assertThat(main.get("mail_owner")).isEqualTo("m");
    assertThat(layered.names()).isEqualTo(List.of("a", "mail_owner"));
  }

  @Test
  void aBindingIsOnlyADefault() {
    Parameters parameters = read("syslog_name = postfix/$service_name");
    assertThat(parameters.get("syslog_name")).isEqualTo("postfix/");
    assertThat(parameters.with("service_name", "smtp").get("syslog_name"))
        .isEqualTo("postfix/smtp");
  }

  @Test
  void anyTextCanBeExpanded() {
    assertThat(read("a = 1").expand("x$a")).isEqualTo(Parsed.good("x1"));
    assertThat(read("").expand("$")).isInstanceOf(Parsed.Bad.class);
  }
}
