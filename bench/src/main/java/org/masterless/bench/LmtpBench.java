package org.masterless.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.masterless.systemtest.LmtpServices;
import org.masterless.systemtest.Machine;
import org.masterless.systemtest.Release;

/** LMTP deliveries to users with a uid each, ours and Dovecot's in turn on one machine. */
public final class LmtpBench {
  private static final int USERS = 200;

  /** Of both: {@code NAME:password:uid:gid:gecos:home:shell:}. */
  private static final String ACCOUNTS =
      """
      mkdir -p /etc/dovecot
      for i in $(seq 0 %d); do
        echo "${i}bench::$((2000 + i)):$((2000 + i))::/home/b$i::"
        install -d -m 700 -o $((2000 + i)) -g $((2000 + i)) /home/b$i
      done >/etc/dovecot/users
      chmod 644 /etc/dovecot/users
      """
          .formatted(USERS - 1);

  private static final String SERVICES =
      """
      lmtp unix - - n - - lmtp-proxy -o user=masterless-lmtp
        -o socket_input=yes -o jit=yes -o run_paths=/run/masterless/lmtp-deliver
      lmtp-deliver unix - n n - - lmtp-deliver
        -o socket_user=masterless-lmtp -o capabilities=setuid,setgid -o home=yes
        --users passwd-file:/etc/dovecot/users
      """;

  private static final String DOVECOT_2_3 =
      """
      protocols = lmtp
      mail_location = maildir:~/Maildir
      auth_username_format = %n
      ssl = no
      passdb {
        driver = static
        args = nopassword=y
      }
      userdb {
        driver = passwd-file
        args = /etc/dovecot/users
      }
      !include /etc/dovecot/lmtp.conf
      """;

  private static final String DOVECOT_2_4 =
      """
      dovecot_config_version = 2.4.1
      dovecot_storage_version = 2.4.1
      protocols = lmtp
      mail_driver = maildir
      mail_path = ~/Maildir
      auth_username_format = %{user | username}
      ssl = no
      passdb static {
        password =
        fields {
          nopassword = yes
        }
      }
      userdb passwd-file {
        passwd_file_path = /etc/dovecot/users
      }
      !include /etc/dovecot/lmtp.conf
      """;

  /** A way of sending: so many sessions at a time, recipients of a message, and messages. */
  private record Load(String title, int sessions, int recipients, int messages) {
    int deliveries() {
      return recipients * messages;
    }

    /** Sessions with one recipient have a user of their own each; prints microseconds. */
    String script(String socket) {
      String common = "-l 4096 -f s@example.org unix:" + socket;
      String sources =
          recipients > 1
              ? "smtp-source -L -s %d -m %d -r %d -t bench@example.com %s"
                  .formatted(sessions, messages, recipients, common)
              : "for i in $(seq %d); do smtp-source -L -s 1 -m %d -t ${i}bench@example.com %s & done; wait"
                  .formatted(sessions, messages / sessions, common);
      return "start=$(date +%s%N); " + sources + "; echo $((($(date +%s%N) - start) / 1000))";
    }
  }

  private static final List<Load> LOADS =
      List.of(
          new Load("1 recipient, 1 session", 1, 1, 400),
          new Load("1 recipient, 10 sessions", 10, 1, 1000),
          new Load("20 recipients, 4 sessions", 4, 20, 60));

  private final Machine machine;
  private final int rounds;

  private LmtpBench(Machine machine, int rounds) {
    this.machine = machine;
    this.rounds = rounds;
  }

  /**
   * Prints a table for each way of sending.
   *
   * @param arguments the staged tree, the release, the number of rounds
   */
  public static void main(String[] arguments) {
    Booted.machine(
        arguments[0],
        arguments[1],
        machine -> new LmtpBench(machine, Integer.parseInt(arguments[2])).run());
  }

  private void run() {
    prepare();
    System.out.printf(
        "Debian %s, %d rounds, median (lowest to highest)%n", machine.release(), rounds);
    LOADS.forEach(this::measure);
  }

  private void prepare() {
    machine.sh(ACCOUNTS).ok();
    machine.write("/etc/dovecot/lmtp.conf", "");
    machine.installPackages("dovecot");
    machine.write(
        "/etc/dovecot/dovecot.conf",
        machine.release() == Release.BOOKWORM ? DOVECOT_2_3 : DOVECOT_2_4);
    LmtpServices.makeUser(machine);
    machine.write("/etc/masterless/services.cf", SERVICES);
    machine.write("/etc/masterless/lmtp-proxy.conf", "[addresses]\nlocal_domains = example.com\n");
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "start", "masterless.target").ok();
    for (LmtpSide side : LmtpSide.values()) {
      side.take(machine);
      send(side, new Load("warm-up", 10, 1, 200));
    }
  }

  /** Answers seconds. */
  private double send(LmtpSide side, Load load) {
    String script = load.script(side.socket());
    return Long.parseLong(machine.run("bash", "-c", script).ok().text()) / 1e6;
  }

  private void measure(Load load) {
    Map<LmtpSide, Samples> speed = new EnumMap<>(LmtpSide.class);
    Map<LmtpSide, Samples> cpu = new EnumMap<>(LmtpSide.class);
    for (int round = 0; round < rounds; round++) {
      for (LmtpSide side : LmtpSide.inTurn(round)) {
        side.take(machine);
        send(side, new Load("warm-up", 1, 1, 20));
        double before = side.cpuSeconds(machine);
        double seconds = send(side, load);
        double used = side.cpuSeconds(machine) - before;
        add(speed, side, load.deliveries() / seconds);
        add(cpu, side, used * 1000 / load.deliveries());
        machine.sh("rm -rf /home/b*/Maildir").ok();
      }
    }
    Samples ours = Objects.requireNonNull(speed.get(LmtpSide.OURS));
    Samples oursCpu = Objects.requireNonNull(cpu.get(LmtpSide.OURS));
    System.out.printf("%n%s, 4 KB%n", load.title());
    speed.forEach(
        (side, samples) ->
            System.out.printf(
                "  %-34s %s a second, CPU %s ms; ours has %s of that, CPU %s%n",
                side.title(),
                samples.text(0),
                Objects.requireNonNull(cpu.get(side)).text(2),
                ours.dividedBy(samples).text(2),
                oursCpu.dividedBy(Objects.requireNonNull(cpu.get(side))).text(2)));
  }

  private static void add(Map<LmtpSide, Samples> all, LmtpSide side, double value) {
    all.computeIfAbsent(side, unused -> new Samples()).add(value);
  }
}
