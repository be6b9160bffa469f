package org.masterless.generator;

import java.util.List;
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
    return new AppliedOnes(files, root);
  }

  /** Copies where there are any, else what admins edit. */
  record AppliedOnes(Files files, String root) implements Configurations {
    @Override
    public Optional<String> folderOf(Instance instance) {
      return Optional.of(folderFor(instance.directory(), AppliedCopy.OF_INSTANCE));
    }

    @Override
    public Optional<String> servicesCf() {
      String folder = folderFor(Generation.SERVICES_DIRECTORY, AppliedCopy.OF_SERVICES);
      return Optional.of(folder + "/" + Generation.SERVICES_NAME);
    }

    private String folderFor(String directory, List<String> names) {
      String copy = AppliedCopy.linkOf(directory);
      return AppliedCopy.isIn(files, root + copy, names) ? copy : directory;
    }
  }

  /** The services.cf in {@code folder}, and no instance. */
  static Configurations onlyServices(String folder) {
    return new OnlyServices(folder);
  }

  /** What isn't Postfix. */
  record OnlyServices(String folder) implements Configurations {
    @Override
    public Optional<String> folderOf(Instance instance) {
      return Optional.empty();
    }

    @Override
    public Optional<String> servicesCf() {
      return Optional.of(folder + "/" + Generation.SERVICES_NAME);
    }
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
