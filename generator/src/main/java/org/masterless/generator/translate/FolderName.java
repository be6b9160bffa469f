package org.masterless.generator.translate;

/** What stands for an instance, or its configuration directory, as the name of a folder. */
public final class FolderName {
  private FolderName() {}

  /**
   * Everything but {@code [A-Za-z0-9_.-]} as {@code +NN}: systemd 257 can't start a unit with a
   * backslash in {@code RuntimeDirectory=} ("Failed to deserialize"), and a colon there is the
   * start of another path.
   */
  public static String of(String text) {
    return ofUnitName(UnitNames.escape(text));
  }

  /** The same for what has been escaped for the name of a unit. */
  public static String ofUnitName(String escaped) {
    return escaped.replace("\\x", "+").replace(":", "+3a");
  }
}
