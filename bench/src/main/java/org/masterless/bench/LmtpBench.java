package org.masterless.bench;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.masterless.systemtest.Disk;
import org.masterless.systemtest.LmtpServices;
import org.masterless.systemtest.Machine;
import org.masterless.systemtest.Release;

/** LMTP deliveries to users with a uid each, ours and Dovecot's in turn on one machine. */
public final class LmtpBench {
  private static final int FIRST_UID = 2000;

  /**
   * Those who aren't there yet. Of both: {@code NAME:password:uid:gid:gecos:home:shell:}, and an
   * empty Maildir for each.
   */
  private static final String ACCOUNTS =
      """
      import os
      old, new, first = %d, %d, %d
      for i in range(old, new):
          uid = first + i
          home = f"/home/b{i}"
          for name in ["", "/Maildir", "/Maildir/cur", "/Maildir/new", "/Maildir/tmp"]:
              os.mkdir(home + name, 0o700)
              os.chown(home + name, uid, uid)
      with open("/etc/dovecot/users", "w") as users:
          for i in range(new):
              users.write(f"b{i}::{first + i}:{first + i}::/home/b{i}::\\n")
      """;

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

  private static final List<LmtpLoad> LOADS =
      List.of(
          new LmtpLoad(1, 1, 1000, 4 << 10),
          new LmtpLoad(10, 1, 2000, 4 << 10),
          new LmtpLoad(4, 20, 100, 4 << 10),
          new LmtpLoad(1, 1, 100, 1 << 20),
          new LmtpLoad(10, 1, 200, 1 << 20),
          new LmtpLoad(4, 20, 10, 1 << 20));

  /** Until ext4 takes inodes for free that others had, and finds new ones at once. */
  private static final Duration CALM = Duration.ofMinutes(5);

  /** Of the slow disk, in MiB. */
  private static final int DISK_SIZE = 2048;

  private final Machine machine;
  private final int rounds;
  private int users;

  private LmtpBench(Machine machine, int rounds) {
    this.machine = machine;
    this.rounds = rounds;
  }

  /**
   * Prints a table for each way of sending.
   *
   * @param arguments the staged tree, the release, the number of rounds, a regular expression for
   *     the titles of loads, whether mail is on a {@code slow} disk or on {@code this} machine's,
   *     numbers of users from the lowest to the highest
   */
  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[2]);
    Pattern wanted = Pattern.compile(arguments[3]);
    boolean isSlow = arguments[4].equals("slow");
    List<LmtpLoad> loads =
        LOADS.stream()
            .filter(load -> wanted.matcher(load.title()).find())
            .map(load -> isSlow ? load.tenth() : load)
            .toList();
    List<Integer> users =
        List.of(arguments).subList(5, arguments.length).stream().map(Integer::valueOf).toList();
    Booted.machine(
        arguments[0],
        arguments[1],
        machine -> {
          LmtpBench bench = new LmtpBench(machine, rounds);
          bench.prepare();
          if (isSlow) {
            bench.runOnSlowDisk(users, loads);
          } else {
            users.forEach(count -> bench.run(count, loads));
          }
        });
  }

  /** Users are made and ours is warmed up before it is slow. */
  private void runOnSlowDisk(List<Integer> counts, List<LmtpLoad> loads) {
    try (Disk disk = Disk.mount(machine, "/home", DISK_SIZE)) {
      for (int count : counts) {
        makeUsers(count);
        warmUp();
        disk.whileSlow(() -> measure(loads));
      }
    }
  }

  private void run(int newUsers, List<LmtpLoad> loads) {
    makeUsers(newUsers);
    warmUp();
    measure(loads);
  }

  private void makeUsers(int newUsers) {
    machine.runWith(ACCOUNTS.formatted(users, newUsers, FIRST_UID), "python3", "-").ok();
    users = newUsers;
  }

  private void measure(List<LmtpLoad> loads) {
    System.out.printf(
        "%nDebian %s, %d users, %d rounds, median (lowest to highest)%n",
        machine.release(), users, rounds);
    loads.forEach(this::measure);
  }

  private void prepare() {
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
    System.out.println("waiting five minutes, in which nobody should remove many files here");
    try {
      Thread.sleep(CALM.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Until the JVM has compiled what it runs often, and the disk has seen each way of writing. */
  private void warmUp() {
    LmtpLoad load = new LmtpLoad(10, 1, 4000, 4 << 10);
    for (LmtpSide side : LmtpSide.values()) {
      side.take(machine);
      load.send(machine.onHost(side.socket()), users);
      check(load.deliveries());
    }
  }

  private void measure(LmtpLoad load) {
    Map<LmtpSide, Figures> all = new EnumMap<>(LmtpSide.class);
    for (int round = 0; round < rounds; round++) {
      for (LmtpSide side : LmtpSide.inTurn(round)) {
        side.take(machine);
        // Each session's process, and what compiles itself, is up.
        new LmtpLoad(load.sessions(), load.recipients(), load.sessions() * 4, load.size())
            .send(machine.onHost(side.socket()), users);
        all.computeIfAbsent(side, unused -> new Figures()).round(side, load);
        check(load.sessions() * 4 * load.recipients() + load.deliveries());
      }
    }
    System.out.printf("%n%s%n", load.title());
    Figures ours = Objects.requireNonNull(all.get(LmtpSide.OURS));
    all.forEach((side, figures) -> figures.print(side, ours));
  }

  /**
   * All of it is stored, and is emptied. It isn't removed: whoever comes next would find inodes
   * freed a moment ago, which ext4 is slow to use again.
   */
  private void check(int expected) {
    String command =
        "find /home -path '*/new/*' -type f -size +0 -printf . -exec truncate -s 0 {} + | wc -c";
    int stored = Integer.parseInt(machine.sh(command).ok().text());
    if (stored != expected) {
      throw new IllegalStateException(stored + " messages are stored, expected " + expected);
    }
  }

  /** Of one side under one load, a value a round. */
  private final class Figures {
    final Samples speed = new Samples();
    final Samples median = new Samples();
    final Samples nearlyAll = new Samples();
    final Samples cpu = new Samples();
    final Samples faults = new Samples();
    final Samples memory = new Samples();

    void round(LmtpSide side, LmtpLoad load) {
      double cpuBefore = side.cpuMilliseconds(machine);
      double faultsBefore = side.minorFaults(machine);
      LmtpLoad.Outcome outcome = load.send(machine.onHost(side.socket()), users);
      faults.add((side.minorFaults(machine) - faultsBefore) / load.deliveries());
      cpu.add((side.cpuMilliseconds(machine) - cpuBefore) / load.deliveries());
      memory.add(side.residentMib(machine));
      speed.add(load.deliveries() / outcome.seconds());
      median.add(outcome.latency(0.5));
      nearlyAll.add(outcome.latency(0.99));
    }

    void print(LmtpSide side, Figures ours) {
      System.out.printf(
          "  %s: %s deliveries a second, p50 %s ms, p99 %s ms;%n"
              + "    of a delivery CPU %s ms, minor faults %s; resident %s MiB%n",
          side.title(),
          speed.text(0),
          median.text(1),
          nearlyAll.text(1),
          cpu.text(2),
          faults.text(0),
          memory.text(1));
      if (side != LmtpSide.OURS) {
        System.out.printf(
            "    ours: %s times its deliveries, %s of its p50, %s of its CPU%n",
            ours.speed.dividedBy(speed).text(2),
            ours.median.dividedBy(median).text(2),
            ours.cpu.dividedBy(cpu).text(2));
      }
    }
  }
}
