package org.masterless.generator.translate;

/** One thing to be put into systemd's generator folder. */
public sealed interface Generated {
  /** Relative to that folder, at most one folder deep. */
  String path();

  /**
   * A whole unit.
   *
   * @param name with its suffix
   */
  record Unit(String name, String text) implements Generated {
    @Override
    public String path() {
      return name;
    }
  }

  /**
   * Settings for a unit of somebody else's.
   *
   * @param unit that they are for
   * @param name of the file, ending in {@code .conf}
   * @param folder of the instance, below /run
   * @param identity of the instance: what can't change while it runs, in one line
   */
  record DropIn(String unit, String name, String text, String folder, String identity)
      implements Generated {
    @Override
    public String path() {
      return unit + ".d/" + name;
    }
  }

  /** A symbolic link: what starts with a unit, or {@code /dev/null} for what must never. */
  record Link(String path, String target) implements Generated {
    static Link mask(String unit) {
      return new Link(unit, "/dev/null");
    }

    static Link wants(String unit, String wanted) {
      return new Link(unit + ".wants/" + wanted, "../" + wanted);
    }
  }
}
