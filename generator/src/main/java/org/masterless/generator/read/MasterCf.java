package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads master.cf, as master(5) describes it and master_ent.c does it.
 *
 * <p>To master(8) one bad line is fatal. Here it costs that entry only.
 */
public final class MasterCf {
  /**
   * What an entry means where it doesn't say.
   *
   * @param processLimit {@code default_process_limit}
   * @param chroot whether {@code -} in the chroot column is {@code y}: below compatibility level 1
   * @param disabled {@code master_service_disable}
   */
  public record Defaults(
      int processLimit, boolean chroot, ServicePatterns disabled, Services services) {
    /** As the main.cf of the same instance has them; master never looks at an entry's -o. */
    public static Defaults of(Parameters parameters, Services services) {
      return new Defaults(
          parameters.integer("default_process_limit", 1),
          parameters.compatibilityLevel().isBelow(1),
          ServicePatterns.parse(parameters.get("master_service_disable")),
          services);
    }
  }

  private final Defaults defaults;
  private final Problems problems = new Problems();
  private final List<RefusedEntry> refused = new ArrayList<>();
  private final Map<String, Entry> byIdentity = new LinkedHashMap<>();

  private MasterCf(Defaults defaults) {
    this.defaults = defaults;
  }

  /**
   * What a file says.
   *
   * @param entries the good ones, in the order of the file
   * @param refused the others
   */
  public record Content(List<Entry> entries, List<RefusedEntry> refused) {}

  /** The good entries of {@code text} in the order of the file. */
  public static List<Entry> read(String file, String text, Defaults defaults, Problems problems) {
    return readAll(file, text, defaults, problems).entries();
  }

  /**
   * All entries of {@code text}.
   *
   * @param file as the admin knows it, for the places
   */
  public static Content readAll(String file, String text, Defaults defaults, Problems problems) {
    MasterCf reader = new MasterCf(defaults);
    for (LogicalLine line : LogicalLines.read(file, text, reader.problems)) {
      EntryReader entry = new EntryReader(line, defaults, reader.problems);
      entry.read().ifPresent(reader::add);
      entry.refused().ifPresent(reader.refused::add);
    }
    problems.addSorted(reader.problems);
    return new Content(new ArrayList<>(reader.byIdentity.values()), reader.refused);
  }

  /** Of two entries for the same endpoint the last one wins, as in master_conf.c. */
  private void add(Entry entry) {
    String endpoint = endpoint(entry);
    Entry earlier = byIdentity.remove(entry.type().word() + " " + endpoint);
    if (earlier != null) {
      problems.warn(
          entry.place(),
          "duplicate entry for "
              + Quoted.of(entry.service())
              + " ("
              + endpoint
              + "), first at "
              + earlier.place()
              + "; using the last one");
    }
    byIdentity.put(entry.type().word() + " " + endpoint, entry);
  }

  private String endpoint(Entry entry) {
    if (entry.type() != ServiceType.INET) {
      return (entry.hidden() ? "private/" : "public/") + entry.service();
    }
    return InetEndpoint.parse(entry.service(), defaults.services())
            instanceof Parsed.Good<InetEndpoint> good
        ? good.value().canonical()
        : entry.service();
  }
}
