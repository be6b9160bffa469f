package org.masterless.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.masterless.systemtest.Disk;
import org.masterless.systemtest.Machine;

/** LMTP deliveries to users with a uid each, ours and Dovecot's in turn on one machine. */
public final class LmtpBench {
  private static final List<LmtpLoad> LOADS =
      List.of(
          new LmtpLoad(1, 1, 1000, 4 << 10),
          new LmtpLoad(10, 1, 2000, 4 << 10),
          new LmtpLoad(4, 20, 100, 4 << 10),
          new LmtpLoad(1, 1, 100, 1 << 20),
          new LmtpLoad(10, 1, 200, 1 << 20),
          new LmtpLoad(4, 20, 10, 1 << 20));

  /** Of the slow disk, in MiB. */
  private static final int DISK_SIZE = 2048;

  private final Machine machine;
  private final LmtpServers servers;
  private final int rounds;

  private LmtpBench(Machine machine, int rounds) {
    this.machine = machine;
    this.servers = new LmtpServers(machine);
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
          bench.servers.install();
          if (isSlow) {
            bench.runOnSlowDisk(users, loads);
          } else {
            bench.runOnThisDisk(users, loads);
          }
        });
  }

  /** Users are made and ours is warmed up before it is slow. */
  private void runOnSlowDisk(List<Integer> counts, List<LmtpLoad> loads) {
    try (Disk disk = Disk.mount(machine, "/home", DISK_SIZE)) {
      for (int count : counts) {
        servers.makeUsers(count);
        warmUp();
        disk.whileSlow(() -> measure(loads));
      }
    }
  }

  private void runOnThisDisk(List<Integer> counts, List<LmtpLoad> loads) {
    new ColdStart(machine).measure(3 * rounds);
    if (!counts.isEmpty()) {
      servers.calmDown();
    }
    for (int count : counts) {
      servers.makeUsers(count);
      warmUp();
      measure(loads);
    }
  }

  private void measure(List<LmtpLoad> loads) {
    System.out.printf(
        "%nDebian %s, %d users, %d rounds, median (lowest to highest)%n",
        machine.release(), servers.users(), rounds);
    loads.forEach(this::measure);
  }

  /** Until the JVM has compiled what it runs often, and the disk has seen each way of writing. */
  private void warmUp() {
    LmtpLoad load = new LmtpLoad(10, 1, 4000, 4 << 10);
    for (LmtpSide side : LmtpSide.values()) {
      side.take(machine);
      load.send(machine.onHost(side.socket()), servers.users());
      check(load.deliveries());
    }
  }

  private void measure(LmtpLoad load) {
    Map<LmtpSide, LmtpFigures> all = new EnumMap<>(LmtpSide.class);
    LmtpLoad first = load.first();
    for (int round = 0; round < rounds; round++) {
      for (LmtpSide side : LmtpSide.inTurn(round)) {
        side.take(machine);
        first.send(machine.onHost(side.socket()), servers.users());
        all.computeIfAbsent(side, unused -> new LmtpFigures(machine))
            .round(side, load, servers.users());
        check(first.deliveries() + load.deliveries());
      }
    }
    System.out.printf("%n%s%n", load.title());
    LmtpFigures ours = Objects.requireNonNull(all.get(LmtpSide.OURS));
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
}
