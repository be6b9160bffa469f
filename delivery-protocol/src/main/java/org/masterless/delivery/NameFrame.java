package org.masterless.delivery;

import java.util.Optional;
import org.masterless.system.Octets;

/**
 * The first thing on a connection, and all that a delivery process reads while it is still root: a
 * user's name, in 256 bytes, so that one read of a fixed size is enough.
 */
public final class NameFrame {
  /** In bytes. */
  public static final int SIZE = 256;

  /** The rest is at least one NUL. */
  public static final int LONGEST_NAME = SIZE - 1;

  private NameFrame() {}

  /** The frame for {@code name}, or nothing where no frame can hold it. */
  public static Optional<byte[]> of(String name) {
    if (!isName(name)) {
      return Optional.empty();
    }
    byte[] frame = new byte[SIZE];
    for (int i = 0; i < name.length(); i++) {
      frame[i] = (byte) name.charAt(i);
    }
    return Optional.of(frame);
  }

  /** The name in {@code frame}, or nothing where it isn't a frame. */
  public static Optional<String> name(byte[] frame) {
    if (frame.length != SIZE) {
      return Optional.empty();
    }
    int length = 0;
    while (length < SIZE && frame[length] != 0) {
      length++;
    }
    for (int i = length; i < SIZE; i++) {
      if (frame[i] != 0) {
        return Optional.empty();
      }
    }
    String name = Octets.text(frame, 0, length);
    return isName(name) ? Optional.of(name) : Optional.empty();
  }

  /**
   * Whether a user can be called so: no control characters, and nothing that a look-up could take
   * for a path or another field.
   */
  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME || name.startsWith(".")) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c == 127 || c > 255 || c == '/' || c == ':') {
        return false;
      }
    }
    return true;
  }
}
