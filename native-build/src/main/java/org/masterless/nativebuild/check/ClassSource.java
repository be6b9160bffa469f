package org.masterless.nativebuild.check;

import java.io.IOException;
import java.util.Optional;

/** Where the checker finds classes. */
public interface ClassSource {
  /**
   * The bytes of a class of this project; empty for one that belongs to a library.
   *
   * @param internalName such as {@code org/masterless/system/Octets}
   */
  Optional<byte[]> find(String internalName) throws IOException;
}
