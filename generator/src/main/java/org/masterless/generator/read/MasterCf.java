package org.masterless.generator.read;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Reads master.cf, as master(5) describes it and master_ent.c does it, and services.cf, which has
 * its form.
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
      EntryFormat format,
      int processLimit,
      boolean chroot,
      ServicePatterns disabled,
      Services services) {
    /** Those of services.cf, where {@code -} for maxproc leaves the limit to the program. */
    public static Defaults ofServicesCf(Services services) {
      return new Defaults(EntryFormat.SERVICES_CF, 0, false, ServicePatterns.NONE, services);
    }

    /** As the main.cf of the same instance has them; master never looks at an entry's -o. */
    public static Defaults of(Parameters parameters, Services services) {
      return new Defaults(
          EntryFormat.MASTER_CF,
          parameters.integer("default_process_limit", 1),
          parameters.compatibilityLevel().isBelow(1),
          ServicePatterns.parse(parameters.get("master_service_disable")),
          services);
    }
  }

  /** More than anybody wrote in one entry. */
  private static final int LONGEST_ENTRY = 32 << 10;

  private final String file;
  private final byte[] octets;
  private final Defaults defaults;

  /** The lines where those entries start that are good and that no later one takes the place of. */
  private final Marks chosen = new Marks();

  private final Set<String> twins = new TreeSet<>();

  private MasterCf(String file, byte[] octets, Defaults defaults) {
    this.file = file;
    this.octets = octets;
    this.defaults = defaults;
  }

  /**
   * Reads all of {@code octets} and reports what is wrong; nothing where there are more entries
   * than there is room for.
   *
   * @param file as the admin knows it, for the places
   */
  public static Optional<MasterCf> read(
      String file, byte[] octets, Defaults defaults, Room room, Problems problems) {
    Problems found = new Problems();
    MasterCf masterCf = new MasterCf(file, octets, defaults);
    Room.Part part = room.part();
    boolean fits = masterCf.choose(part, found);
    part.giveBack();
    problems.addSorted(found);
    return fits ? Optional.of(masterCf) : Optional.empty();
  }

  /**
   * Gives the good entries, in the order of the file, and those that can't be used. Each is read
   * once more for that, as all of them together take many times the memory of the file.
   */
  public void forEach(Consumer<Entry> action, Consumer<RefusedEntry> refused) {
    Problems known = new Problems();
    LogicalLines lines = lines(known);
    for (var line = lines.next(); line.isPresent(); line = lines.next()) {
      EntryReader reader = new EntryReader(line.get(), defaults, known);
      Optional<Entry> entry = reader.read();
      if (chosen.get(line.get().place(0).line())) {
        entry.ifPresent(action);
      }
      reader.refused().ifPresent(refused);
    }
  }

  /** Whether there is an entry of the same name and type below {@code private/}. */
  public boolean hasHiddenTwin(Entry entry) {
    return !entry.hidden() && twins.contains(entry.type().word() + " " + entry.service());
  }

  private LogicalLines lines(Problems problems) {
    return new LogicalLines(file, octets, LONGEST_ENTRY, problems);
  }

  /** Answers whether there was room for all. */
  private boolean choose(Room.Part part, Problems problems) {
    Map<String, Place> byIdentity = new HashMap<>();
    LogicalLines lines = lines(problems);
    for (var line = lines.next(); line.isPresent(); line = lines.next()) {
      Optional<Entry> entry = new EntryReader(line.get(), defaults, problems).read();
      if (entry.isPresent() && !choose(entry.get(), byIdentity, part, problems)) {
        problems.error(entry.get().place(), "too many entries; no units for any of this file");
        return false;
      }
    }
    return true;
  }

  /** Of two entries for the same endpoint the last one wins, as in master_conf.c. */
  private boolean choose(
      Entry entry, Map<String, Place> byIdentity, Room.Part part, Problems problems) {
    String endpoint = endpoint(entry);
    String type = kind(entry);
    Place earlier = byIdentity.put(type + endpoint, entry.place());
    if (earlier != null) {
      chosen.clear(earlier.line());
      problems.warn(
          entry.place(),
          "duplicate entry for "
              + Quoted.of(entry.service())
              + " ("
              + endpoint
              + "), first at "
              + earlier
              + "; using the last one");
    }
    chosen.set(entry.place().line());
    String other = (entry.hidden() ? "public/" : "private/") + entry.service();
    if (!entry.type().isInet() && byIdentity.containsKey(type + other)) {
      twins.add(type + entry.service());
    }
    return earlier != null || part.take(type + endpoint);
  }

  /** Paths of services.cf are all in one place, whatever their types. */
  private String kind(Entry entry) {
    boolean isAnyPath = defaults.format() == EntryFormat.SERVICES_CF && !entry.type().isInet();
    return isAnyPath ? "" : entry.type().word() + " ";
  }

  private String endpoint(Entry entry) {
    if (!entry.type().isInet()) {
      if (defaults.format() == EntryFormat.SERVICES_CF) {
        return EntryFormat.path(entry.service());
      }
      return (entry.hidden() ? "private/" : "public/") + entry.service();
    }
    return InetEndpoint.parse(entry.service(), defaults.services())
            instanceof Parsed.Good<InetEndpoint> good
        ? good.value().canonical()
        : entry.service();
  }
}
