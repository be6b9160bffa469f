package org.masterless.generator;

import java.util.Optional;
import org.masterless.generator.applied.AppliedCopy;
import org.masterless.generator.read.Instance;
import org.masterless.system.Files;

/** Where a run reads the main.cf and master.cf of each instance, and services.cf. */
public interface Configurations {
  /** The folder to read, below the root of the run; nothing for an instance that isn't meant. */
  Optional<String> folderOf(Instance instance);

  /** The services.cf to read, below the root of the run; nothing where it isn't meant. */
  default Optional<String> servicesCf() {
    return Optional.of(Generation.SERVICES_CF);
  }

  /** Those that admins edit. */
  static Configurations edited() {
    return instance -> Optional.of(instance.directory());
  }

  /** What a running instance has applied, so that edits change nothing until it is reloaded. */
  static Configurations applied(Files files, String root) {
    return instance -> {
      String copy = AppliedCopy.linkOf(instance.directory());
      boolean isThere = AppliedCopy.isIn(files, root + copy);
      return Optional.of(isThere ? copy : instance.directory());
    };
  }

  /** Those in {@code folder} of one instance, and no other's. */
  static Configurations only(String directory, String folder) {
    return new Only(directory, folder);
  }

  /** One instance, and nothing of what isn't Postfix. */
  record Only(String directory, String folder) implements Configurations {
    @Override
    public Optional<String> folderOf(Instance instance) {
      return instance.directory().equals(directory) ? Optional.of(folder) : Optional.empty();
    }

    @Override
    public Optional<String> servicesCf() {
      return Optional.empty();
    }
  }
}
