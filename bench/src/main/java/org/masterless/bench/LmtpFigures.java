package org.masterless.bench;

import org.masterless.systemtest.Machine;

/** What was measured of one side under one load, a value a round. */
final class LmtpFigures {
  private final Machine machine;
  private final Samples speed = new Samples();
  private final Samples median = new Samples();
  private final Samples nearlyAll = new Samples();
  private final Samples cpu = new Samples();
  private final Samples faults = new Samples();
  private final Samples memory = new Samples();

  LmtpFigures(Machine machine) {
    this.machine = machine;
  }

  /** Sends a load to users of this number, and measures. */
  void round(LmtpSide side, LmtpLoad load, int users) {
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

  void print(LmtpSide side, LmtpFigures ours) {
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
