package org.masterless.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.masterless.systemtest.Machine;
import org.masterless.systemtest.Postfix;
import org.masterless.systemtest.ProcessInfo;

/** Stock Postfix and units in turn on one machine: first mails, throughput, memory. */
public final class MailBench {
  private static final int MAILS = 2000;

  private final Machine machine;
  private final int rounds;

  private MailBench(Machine machine, int rounds) {
    this.machine = machine;
    this.rounds = rounds;
  }

  /**
   * Prints the tables of the README.
   *
   * @param arguments the staged tree, the release, the number of rounds
   */
  public static void main(String[] arguments) {
    Booted.machine(
        arguments[0],
        arguments[1],
        machine -> new MailBench(machine, Integer.parseInt(arguments[2])).run());
  }

  private void run() {
    machine.addUser("alice");
    System.out.printf(
        "Debian %s, %d rounds, median (lowest to highest)%n", machine.release(), rounds);
    firstMails();
    throughput();
    memory();
  }

  private void firstMails() {
    Postfix.on(machine).set("max_idle=2s", "default_transport=smtp");
    Map<Side, Moments> moments = new EnumMap<>(Side.class);
    for (int round = 0; round < rounds; round++) {
      for (Side side : Side.inTurn(round)) {
        side.take(machine);
        moments.computeIfAbsent(side, unused -> new Moments()).round();
      }
    }
    Moments stock = Objects.requireNonNull(moments.get(Side.STOCK));
    Moments units = Objects.requireNonNull(moments.get(Side.UNITS));
    System.out.printf("%n%-26s %-28s %-28s %s%n", "first mail, ms", "stock", "units", "ratio");
    compare("banner, just started", stock.startedBanner, units.startedBanner, 1);
    compare("delivered, just started", stock.startedDelivered, units.startedDelivered, 1);
    compare("banner, idle", stock.idleBanner, units.idleBanner, 1);
    compare("delivered, idle", stock.idleDelivered, units.idleDelivered, 1);
    compare("banner, warm", stock.warmBanner, units.warmBanner, 1);
    compare("delivered, warm", stock.warmDelivered, units.warmDelivered, 1);
  }

  /** The three moments of a first mail: right after start, after all idled out, and warm. */
  private final class Moments {
    final Samples startedBanner = new Samples();
    final Samples startedDelivered = new Samples();
    final Samples idleBanner = new Samples();
    final Samples idleDelivered = new Samples();
    final Samples warmBanner = new Samples();
    final Samples warmDelivered = new Samples();

    void round() {
      firstMail(startedBanner, startedDelivered);
      machine.run("sleep", "5").ok();
      firstMail(idleBanner, idleDelivered);
      firstMail(warmBanner, warmDelivered);
    }

    private void firstMail(Samples banner, Samples delivered) {
      String[] figures = bash("first-mail.bash").split(" ", -1);
      banner.add(Long.parseLong(figures[0]) / 1000.0);
      delivered.add(Long.parseLong(figures[1]) / 1000.0);
    }
  }

  private void throughput() {
    Postfix.on(machine).set("max_idle=100s", "default_transport=discard");
    Map<Side, Load> loads = new EnumMap<>(Side.class);
    for (int round = 0; round < rounds; round++) {
      for (Side side : Side.inTurn(round)) {
        side.take(machine);
        bash("throughput.bash", "200");
        loads.computeIfAbsent(side, unused -> new Load()).round(side);
      }
    }
    Load stock = Objects.requireNonNull(loads.get(Side.STOCK));
    Load units = Objects.requireNonNull(loads.get(Side.UNITS));
    System.out.printf(
        "%n%-26s %-28s %-28s %s%n", MAILS + " mails, 8 clients", "stock", "units", "ratio");
    compare("accepted a second", stock.accepted, units.accepted, 0);
    compare("delivered a second", stock.delivered, units.delivered, 0);
    compare("CPU a mail, ms", stock.cpu, units.cpu, 2);
    compare("context switches a mail", stock.switches, units.switches, 1);
  }

  /** What a burst of mail costs. */
  private final class Load {
    final Samples accepted = new Samples();
    final Samples delivered = new Samples();
    final Samples cpu = new Samples();
    final Samples switches = new Samples();

    void round(Side side) {
      double before = side.cpuSeconds(machine);
      String[] figures = bash("throughput.bash", Integer.toString(MAILS)).split(" ", -1);
      cpu.add((side.cpuSeconds(machine) - before) * 1000 / MAILS);
      accepted.add(MAILS * 1e6 / Long.parseLong(figures[0]));
      delivered.add(MAILS * 1e6 / Long.parseLong(figures[1]));
      switches.add(Double.parseDouble(figures[2]) / MAILS);
    }
  }

  private void memory() {
    Samples resident = new Samples();
    for (ProcessInfo process : machine.processes()) {
      if (process.name().equals("supervise")) {
        resident.add(Long.parseLong(process.field("VmRSS").replaceAll("[^0-9]", "")) / 1024.0);
      }
    }
    System.out.printf("%nresident memory of a supervisor, MiB: %s%n", resident.text(1));
  }

  private static void compare(String what, Samples stock, Samples units, int decimals) {
    System.out.printf(
        "%-26s %-28s %-28s %s%n",
        what, stock.text(decimals), units.text(decimals), units.dividedBy(stock).text(2));
  }

  /** Runs one of our scripts on the machine, its arguments being $1 and on. */
  private String bash(String script, String... arguments) {
    Stream<String> command =
        Stream.concat(Stream.of("bash", "-c", resource(script), script), Stream.of(arguments));
    return machine.run(command.toArray(String[]::new)).ok().text();
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(MailBench.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
