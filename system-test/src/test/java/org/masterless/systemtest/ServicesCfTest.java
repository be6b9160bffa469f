package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Services of /etc/masterless/services.cf, on a machine that has no Postfix any more. */
@OnMachine
class ServicesCfTest {
  private static final String SERVICES_CF = "/etc/masterless/services.cf";

  private static final String ENTRIES =
      """
      broken     unix       -  - n - -
      7001       inet       n  - n - 5  /bin/cat -o accept=yes
      shell      unix       n  - n - -  /bin/sh -o accept=yes
      writer     unix       n  - n - -  /bin/sh -o accept=yes -o user=carol
        -o write_paths=/srv/open -o home=yes -o run_paths=/run/others
      rootish    unix       n  n n - -  /bin/sh -o accept=yes -o capabilities=setuid,setgid
      gaining    unix       n  n n - -  /bin/sh -o accept=yes -o capabilities=setuid,setgid
        -o no_new_privileges=no
      hello      unix       y  - n - -  /usr/local/bin/server -o user=carol
        -o socket_user=carol -o socket_group=adm -o socket_mode=0640 3
      below/one  unix       y  - n - -  /bin/cat -o accept=yes
      127.0.0.1:7002 inet   n  - n - -  /usr/local/bin/server -o socket_input=yes 0
      notes      unix-dgram y  - n - -  /usr/local/bin/collect -o socket_input=yes -o socket_user=carol
      7003       inet-dgram n  - n - -  /usr/local/bin/collect -o socket_input=yes
      own        unix       n  - n - 7  own -o service_count=0 -o network=yes its words
      /run/pipe  fifo       y  - n - -  /usr/local/bin/collect -o socket_input=yes -o socket_group=adm
      """;

  /** Answers each connection with what it says, in capitals; its descriptor is the argument. */
  private static final String SERVER =
      """
      #!/usr/bin/perl
      open(my $listener, "+<&=", $ARGV[0]) or die $!;
      while (accept(my $client, $listener)) {
        my $line = <$client>;
        syswrite($client, uc($line));
        close($client);
      }
      """;

  /** As those of masterless do: says that it is ready, and is told of columns and options. */
  private static final String OWN =
      """
      #!/usr/bin/perl
      use Socket;
      socket(my $systemd, PF_UNIX, SOCK_DGRAM, 0) or die $!;
      send($systemd, "READY=1\\nSTATUS=here", 0, sockaddr_un($ENV{NOTIFY_SOCKET})) or die $!;
      open(my $listener, "+<&=", 3) or die $!;
      while (accept(my $client, $listener)) {
        syswrite($client, "@ARGV\\n");
        close($client);
      }
      """;

  private static final String COLLECT =
      """
      #!/usr/bin/perl
      while (sysread(STDIN, my $text, 1000)) {
        print STDERR "got ", $text;
      }
      """;

  @Prepare
  static void startServices(Machine machine) {
    machine.run("systemctl", "mask", "--now", "postfix", "postfix@-").ok();
    machine
        .sh("rm -r /etc/postfix /etc/masterless/instances; sed -i /^postfix:/d /etc/passwd")
        .ok();
    machine.addUser("carol");
    machine.sh("mkdir -m 777 /srv/open /srv/closed /run/others; echo secret >/run/others/it").ok();
    machine.write("/usr/local/bin/server", SERVER);
    machine.write("/usr/local/bin/collect", COLLECT);
    machine.write("/usr/lib/masterless/own", OWN);
    machine.sh("chmod 755 /usr/local/bin/* /usr/lib/masterless/own").ok();
    machine.write(SERVICES_CF, ENTRIES);
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "enable", "--now", "masterless.target").ok();
  }

  @Test
  void eachTypeReachesItsProgram(Machine machine) {
    assertThat(machine.runWith("one\n", "nc", "-N", "127.0.0.1", "7001").text()).isEqualTo("one");
    assertThat(machine.runWith("two\n", "nc", "-N", "::1", "7001").text()).isEqualTo("two");
    assertThat(machine.runWith("three\n", "nc", "127.0.0.1", "7002").text()).isEqualTo("THREE");
    assertThat(say(machine, "hello", "four\n")).isEqualTo("FOUR");
    assertThat(say(machine, "below/one", "five\n")).isEqualTo("five");
    machine.runWith("six\n", "nc", "-uUw1", "/run/masterless/notes").ok();
    machine.runWith("seven\n", "nc", "-uw1", "127.0.0.1", "7003").ok();
    machine.sh("echo eight >/run/pipe").ok();

    assertLogged(machine, "masterless-notes-unix-dgram.service", "got six");
    assertLogged(machine, "masterless-7003-inet-dgram.service", "got seven");
    assertLogged(machine, "masterless-\\x2frun\\x2fpipe-fifo.service", "got eight");
  }

  @Test
  void aProgramOfOursSaysThatItIsReadyAndIsToldItsLimits(Machine machine) {
    assertThat(say(machine, "own", "")).isEqualTo("--max-processes 7 --service-count 0 its words");
    assertThat(machine.run("systemctl", "show", "-P", "StatusText", "masterless-own-unix").text())
        .isEqualTo("here");
  }

  @Test
  void socketsHaveTheirOwnersAndModes(Machine machine) {
    assertThat(
            machine
                .sh(
                    "cd /run/masterless && stat -c '%n %F %U:%G %a' hello notes shell below/one"
                        + " /run/pipe")
                .lines())
        .containsExactly(
            "hello socket carol:adm 640",
            "notes socket carol:carol 600",
            "shell socket root:root 666",
            "below/one socket root:root 600",
            "/run/pipe fifo root:adm 600");
  }

  @Test
  void aProgramDoesNothingThatItsLineDoesNotAskFor(Machine machine) {
    assertThat(
            say(
                machine,
                "shell",
                """
                exec 2>/dev/null
                id -u | grep -qE '^6[0-9]{4}$' && echo a user of its own
                grep -E 'CapBnd|NoNewPrivs|Seccomp:' /proc/self/status
                ls /home
                for folder in /srv/open /srv/closed /etc /var/lib; do touch $folder/x && echo $folder; done
                cp /bin/true /tmp/true && echo copied
                /tmp/true && echo executed
                touch /dev/shm/x && echo shared
                find /run -mindepth 1 -maxdepth 1
                ls /proc/1
                nc -z 127.0.0.1 7001 && echo network
                kill -0 $$ && echo signals to itself
                """))
        .isEqualTo(
            """
            a user of its own
            CapBnd:	0000000000000000
            NoNewPrivs:	1
            Seccomp:	2
            copied
            shared
            /run/systemd
            signals to itself""");
  }

  @Test
  void aProgramDoesWhatItsLineAsksFor(Machine machine) {
    assertThat(
            say(
                machine,
                "writer",
                """
                exec 2>/dev/null
                id -un
                for folder in /srv/open /srv/closed /home/carol; do touch $folder/y && echo $folder; done
                cp /bin/true /srv/open/true; /srv/open/true && echo executed
                cat /run/others/it
                ls /run/dbus
                """))
        .isEqualTo("carol\n/srv/open\n/home/carol\nsecret");
  }

  @Test
  void aPrivilegedOneHasTheCapabilitiesThatItsLineNames(Machine machine) {
    assertThat(
            say(
                machine,
                "rootish",
                """
                grep -E 'CapBnd|CapEff' /proc/self/status
                setpriv --reuid=carol --regid=carol --clear-groups id -un
                """))
        .isEqualTo("CapEff:	00000000000000c0\nCapBnd:	00000000000000c0\ncarol");
  }

  /** postdrop(1) is one, by which everybody sends mail. */
  @Test
  void aProgramThatMayStartsSetGidPrograms(Machine machine) {
    machine.sh("cp /usr/bin/id /usr/bin/gid; chgrp adm /usr/bin/gid; chmod 2755 /usr/bin/gid").ok();

    String asCarol = "setpriv --reuid=carol --regid=carol --clear-groups gid -gn\n";
    assertThat(say(machine, "rootish", asCarol)).isEqualTo("carol");
    assertThat(say(machine, "gaining", asCarol)).isEqualTo("adm");
  }

  @Test
  void aBadLineCostsItselfOnlyAndIsToldWithItsPlace(Machine machine) {
    assertThat(machine.journal("-t", "masterless-generator"))
        .contains(SERVICES_CF + ":1:33: error: missing field \"command\"; ignoring this entry");
    assertThat(machine.run("systemctl", "is-active", "masterless.target").text())
        .isEqualTo("active");
    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
  }

  @Test
  void reloadingSystemdDisturbsNobody(Machine machine) {
    String before = inodes(machine);
    try (Session client = machine.start("nc", "-N", "127.0.0.1", "7001")) {
      client.send("before\n");
      assertThat(client.readLine()).contains("before");

      machine.run("systemctl", "daemon-reload").ok();

      client.send("after\n");
      assertThat(client.readLine()).contains("after");
    }
    assertThat(inodes(machine)).isEqualTo(before);
    assertThat(say(machine, "hello", "again\n")).isEqualTo("AGAIN");
  }

  @Test
  void systemdCallsEachLittleExposedAndHasNothingToSayAboutAnyUnit(Machine machine) {
    String security = machine.run("systemd-analyze", "security", "--no-pager").ok().out();
    List<String> exposures =
        Pattern.compile("(?m)^masterless-(?:hello|notes)\\S*\\.service\\s+([0-9.]+) ")
            .matcher(security)
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(exposures)
        .hasSize(2)
        .allSatisfy(value -> assertThat(Double.parseDouble(value)).isLessThanOrEqualTo(0.7));
    assertThat(
            machine
                .sh(
                    "cd /run/systemd/system && systemd-analyze verify --man=no"
                        + " ./masterless-[a-z7]*.s* 2>&1")
                .text())
        .isEmpty();
  }

  @Test
  void theyComeBackWithTheMachineAndEditsAreInertUntilAReload(@Fresh Machine machine) {
    machine.reboot();
    assertThat(say(machine, "hello", "after the boot\n")).isEqualTo("AFTER THE BOOT");
    String others = othersThanHello(machine);

    machine.sh("sed -i '/^hello/,/socket_user/d; s/^shell *unix/shell wrong/' " + SERVICES_CF).ok();
    machine.run("systemctl", "daemon-reload").ok();
    assertThat(say(machine, "hello", "as before\n")).isEqualTo("AS BEFORE");

    // The broken line stays as it was.
    machine.run("systemctl", "reload", "masterless-services").exits(1);
    assertThat(machine.run("ss", "-Hxl").out()).doesNotContain("/run/masterless/hello ");
    assertThat(machine.run("systemctl", "is-active", "masterless-hello-unix.service").text())
        .isEqualTo("inactive");
    assertThat(say(machine, "shell", "echo here\n")).isEqualTo("here");
    assertThat(othersThanHello(machine)).isEqualTo(others);

    machine.append(SERVICES_CF, "more unix - - n - - /bin/cat -o accept=yes\n");
    machine.run("systemctl", "restart", "masterless.target").ok();
    assertThat(say(machine, "more", "there\n")).isEqualTo("there");
    assertThat(othersThanHello(machine)).isEqualTo(others);

    machine.run("systemctl", "stop", "masterless.target").ok();
    Eventually.eventually(
        "the end of it all",
        () ->
            machine.run("systemctl", "is-active", "masterless-services").text().equals("inactive"));
    assertThat(machine.run("ss", "-Hxl").out()).doesNotContain("/run/masterless/");
    assertThat(machine.sh("ls -d /run/masterless/[a-z]* /run/systemd/system/masterless*").lines())
        .containsExactly("/run/masterless/below");
  }

  /** A restart leaves open what stays, so these are the same for ever. */
  private static String othersThanHello(Machine machine) {
    return machine
        .sh("cd /run/masterless && stat -c '%n %i' shell notes writer below/one /run/pipe")
        .ok()
        .out();
  }

  private static String say(Machine machine, String socket, String text) {
    return machine.runWith(text, "nc", "-NU", "/run/masterless/" + socket).text();
  }

  private static String inodes(Machine machine) {
    return machine.sh("stat -c '%n %i' /run/masterless/* /run/pipe").out();
  }

  private static void assertLogged(Machine machine, String unit, String text) {
    Eventually.await(
        text, () -> machine.journal("-o", "cat", "-u", unit), log -> log.contains(text));
  }
}
