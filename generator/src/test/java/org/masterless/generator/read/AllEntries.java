package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Octets;

/** All entries of a text at once, which only tests have the memory for. */
public final class AllEntries {
  private AllEntries() {}

  public static List<Entry> of(
      String file, String text, MasterCf.Defaults defaults, Problems problems) {
    List<Entry> entries = new ArrayList<>();
    MasterCf.read(file, Octets.bytes(text), defaults, new Room(), problems)
        .ifPresent(masterCf -> masterCf.forEach(entries::add, refused -> {}));
    return entries;
  }

  /** Those that can't be used. */
  public static List<RefusedEntry> refusedOf(String text, MasterCf.Defaults defaults) {
    List<RefusedEntry> refused = new ArrayList<>();
    MasterCf.read("master.cf", Octets.bytes(text), defaults, new Room(), new Problems())
        .ifPresent(masterCf -> masterCf.forEach(good -> {}, refused::add));
    return refused;
  }
}
