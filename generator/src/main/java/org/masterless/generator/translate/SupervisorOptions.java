package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import org.masterless.generator.read.Entry;
import org.masterless.generator.read.ServiceType;
import org.masterless.generator.read.Wakeup;

/**
 * The command line of masterless-supervise for one service: only what differs from its defaults, so
 * that {@code systemctl cat} stays readable.
 */
final class SupervisorOptions {
  private static final int DEFAULT_PROCESS_LIMIT = 100;
  private static final int DEFAULT_THROTTLE = 60;

  /** The most that masterless-supervise takes for a number. */
  private static final int MOST = 1_000_000;

  private final Service service;
  private final Entry entry;
  private final List<String> words = new ArrayList<>();

  private SupervisorOptions(Service service) {
    this.service = service;
    this.entry = service.entry();
  }

  static List<String> of(Service service) {
    return new SupervisorOptions(service).all();
  }

  private List<String> all() {
    InstanceSettings instance = service.instance();
    add("--service", entry.service());
    add("--type", entry.type().word());
    addIf(!service.startsAsMailOwner(), "--user", service.user());
    addIf(
        entry.processLimit() != DEFAULT_PROCESS_LIMIT,
        "--process-limit",
        number(entry.processLimit()));
    addWakeup();
    if (DaemonArguments.hasStress(entry, service.listeners())) {
      words.add("--stress");
    }
    addIf(instance.throttle() != DEFAULT_THROTTLE, "--throttle", number(instance.throttle()));
    if (!service.profile().runsCommands()) {
      words.add("--isolate");
    }
    add("--handle", instance.runtimeFolder() + "/handle");
    addIf(
        service.profile().usesFlow() && instance.hasFlowControl(),
        "--flow",
        instance.runtimeFolder() + "/flow");
    addIf(!instance.imports().isEmpty(), "--import", instance.imports());
    addIf(!entry.command().equals(Words.lastPart(entry.command())), "--argv0", entry.command());
    return words;
  }

  /** master(8) can't wake a datagram socket either; it only says so each time. */
  private void addWakeup() {
    Wakeup wakeup = entry.wakeup();
    if (wakeup.isNever() || entry.type() == ServiceType.UNIX_DGRAM) {
      return;
    }
    add("--wakeup", number(wakeup.seconds()) + (wakeup.onceUsed() ? "?" : ""));
    addIf(
        entry.type() != ServiceType.INET,
        "--endpoint",
        (entry.hidden() ? "private/" : "public/") + entry.service());
  }

  private static String number(int value) {
    return Integer.toString(Math.min(value, MOST));
  }

  private void add(String option, String value) {
    words.add(option);
    words.add(value);
  }

  private void addIf(boolean condition, String option, String value) {
    if (condition) {
      add(option, value);
    }
  }
}
