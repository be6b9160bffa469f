package org.masterless.generator.read;

/**
 * Keeps count of the names that are held in memory, which is small and has no way to say that it is
 * full.
 */
public final class Room {
  /** Half of our memory, which is enough for 20,000 names of usual length. */
  private static final int BYTES = 4 << 20;

  /** What a name costs beside its characters: two objects, a place, and a node of a map. */
  private static final int BYTES_PER_NAME = 128;

  private int left = BYTES;

  /** Counts names that may be forgotten together. */
  public Part part() {
    return new Part();
  }

  /** Some of the names. */
  public final class Part {
    private int taken;

    private Part() {}

    /** Answers whether there was room for one more. */
    public boolean take(String name) {
      int bytes = BYTES_PER_NAME + 2 * name.length();
      if (bytes > left) {
        return false;
      }
      left -= bytes;
      taken += bytes;
      return true;
    }

    void giveBack() {
      left += taken;
      taken = 0;
    }
  }
}
