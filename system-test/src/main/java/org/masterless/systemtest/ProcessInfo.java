package org.masterless.systemtest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process of the machine: its number in there, its unit, the path of its program, its command
 * line, and the fields of {@code /proc/PID/status} by name.
 */
public record ProcessInfo(
    int pid, String unit, String program, String commandLine, Map<String, String> status) {
  private static final String SCRIPT =
      """
      for p in /proc/[0-9]*; do
        cgroup=$(sed -n 's/^0:://p' $p/cgroup 2>/dev/null) || continue
        printf 'Unit:\\t%s\\n' "${cgroup##*/}"
        printf 'Program:\\t%s\\n' "$(readlink $p/exe)"
        printf 'Command:\\t%s\\n' "$(tr '\\0\\n' '  ' <$p/cmdline)"
        cat $p/status
        echo
      done 2>/dev/null
      """;

  public ProcessInfo {
    status = Map.copyOf(status);
  }

  static List<ProcessInfo> all(Machine machine) {
    return Stream.of(machine.sh(SCRIPT).out().split("\n\n"))
        .map(ProcessInfo::parse)
        .filter(process -> process.pid() > 0)
        .toList();
  }

  /** The program's name, as in {@code ps -o comm}. */
  public String name() {
    return field("Name");
  }

  /** Real, effective, saved and file system user. */
  public List<Integer> uids() {
    return numbers("Uid");
  }

  /** Real, effective, saved and file system group. */
  public List<Integer> gids() {
    return numbers("Gid");
  }

  /**
   * A capability set as a bit mask: {@code Inh}, {@code Prm}, {@code Eff}, {@code Bnd}, {@code
   * Amb}.
   */
  public long capabilities(String set) {
    return Long.parseUnsignedLong(field("Cap" + set), 16);
  }

  /** A field of {@code /proc/PID/status}; empty where this kernel doesn't have it. */
  public String field(String name) {
    return status.getOrDefault(name, "");
  }

  private List<Integer> numbers(String field) {
    return Stream.of(field(field).split("\\s+")).map(Integer::valueOf).toList();
  }

  private static ProcessInfo parse(String block) {
    Map<String, String> fields =
        block
            .lines()
            .filter(line -> line.contains(":"))
            .map(line -> line.split(":", 2))
            .collect(
                Collectors.toMap(
                    pair -> pair[0], pair -> pair[1].strip(), (a, b) -> a, TreeMap::new));
    return new ProcessInfo(
        Integer.parseInt(fields.getOrDefault("Pid", "0")),
        fields.getOrDefault("Unit", ""),
        fields.getOrDefault("Program", ""),
        fields.getOrDefault("Command", ""),
        fields);
  }
}
