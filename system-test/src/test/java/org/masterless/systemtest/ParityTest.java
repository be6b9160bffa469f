package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A daemon finds the world that master(8) would have made for it: the same program runs for the
 * entries of parity.cf under both, shows what it sees of itself, and there is no difference but for
 * {@link AllowedDifference#ALL}.
 */
@OnMachine
class ParityTest {
  private static final String DAEMONS = "/usr/lib/postfix/sbin/";
  private static final Map<Release, Sides> SEEN = new EnumMap<>(Release.class);

  /** What the daemons of one machine saw of themselves, by entry. */
  private record Sides(Map<String, Dump> master, Map<String, Dump> units) {}

  @Prepare
  static void dumpUnderBoth(Machine machine) {
    TestDaemon.install(machine, "dump");
    underNamesOfPostfix(machine);
    // Neither master(8) nor systemd makes them for the mail owner.
    machine.sh("cd /var/spool/postfix && install -d -o postfix private/sub public/sub").ok();
    machine.append("/etc/postfix/master.cf", entries());
    DumpCollector collector = DumpCollector.on(machine);
    collector.start();
    machine.run("systemctl", "restart", "postfix").ok();
    Map<String, Dump> master = knockAtAll(machine, collector);
    machine.run("systemctl", "stop", "postfix").ok();
    collector.clear();
    Postfix.on(machine).toUnits();
    SEEN.put(machine.release(), new Sides(master, knockAtAll(machine, collector)));
  }

  @Test
  void everyEntryRunsUnderBoth(Machine machine) {
    List<ParityEntry> entries = ParityEntry.all(entries());
    List<String> wanted = entries.stream().map(ParityEntry::key).toList();

    assertThat(wanted).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
    assertThat(entries).extracting(ParityEntry::type).containsAll(ParityEntry.TYPES);
    assertThat(seen(machine).master().keySet()).hasSameElementsAs(wanted);
    assertThat(seen(machine).units().keySet()).hasSameElementsAs(wanted);
  }

  @Test
  void daemonsSeeNoDifferenceButTheOnesOnPurpose(Machine machine) {
    assertThat(differences(machine).filter(difference -> reasons(difference).isEmpty())).isEmpty();
  }

  @Test
  void eachDifferenceOnPurposeIsThere(Machine machine) {
    Set<String> found =
        differences(machine)
            .flatMap(difference -> reasons(difference).stream())
            .collect(Collectors.toSet());

    assertThat(AllowedDifference.ALL).extracting(AllowedDifference::why).allMatch(found::contains);
  }

  private static Sides seen(Machine machine) {
    return Objects.requireNonNull(SEEN.get(machine.release()), "no dumps");
  }

  private static Stream<Difference> differences(Machine machine) {
    Dump none = new Dump(Map.of());
    Sides sides = seen(machine);
    return sides.master().entrySet().stream()
        .flatMap(
            entry ->
                differences(
                    entry.getKey(),
                    entry.getValue(),
                    sides.units().getOrDefault(entry.getKey(), none)));
  }

  private static Stream<Difference> differences(String service, Dump master, Dump units) {
    return Dump.keys(master, units)
        .filter(key -> !master.get(key).equals(units.get(key)))
        .map(key -> new Difference(service, key, master.get(key), units.get(key)));
  }

  private static List<String> reasons(Difference difference) {
    return AllowedDifference.ALL.stream()
        .filter(allowed -> allowed.covers(difference))
        .map(AllowedDifference::why)
        .toList();
  }

  private static Map<String, Dump> knockAtAll(Machine machine, DumpCollector collector) {
    List<ParityEntry> all = ParityEntry.all(entries());
    String knocks = all.stream().map(entry -> entry.knock() + " &\n").collect(Collectors.joining());
    machine.run("timeout", "10", "sh", "-c", "{ " + knocks + "wait; } >/dev/null 2>&1");
    Eventually.await("these to show themselves", () -> missing(all, collector), List::isEmpty);
    return collector.dumps();
  }

  private static List<String> missing(List<ParityEntry> wanted, DumpCollector collector) {
    Set<String> there = collector.dumps().keySet();
    return wanted.stream().map(ParityEntry::key).filter(key -> !there.contains(key)).toList();
  }

  /** The generator knows Postfix's own programs by name, so that each gets its own sandbox. */
  private static void underNamesOfPostfix(Machine machine) {
    machine.run("mkdir", DAEMONS + "sub").ok();
    ParityEntry.programs(entries())
        .forEach(name -> machine.run("ln", DAEMONS + "dump", DAEMONS + "sub/" + name).ok());
  }

  private static String entries() {
    try (InputStream text = ParityTest.class.getResourceAsStream("parity.cf")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
