package org.masterless.generator.applied;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.masterless.generator.translate.Generated;
import org.masterless.generator.write.UnitFolder;
import org.masterless.generator.write.UnitSink;
import org.masterless.system.Files;

/** Units that were made anew and aren't in force yet. */
final class Staging implements UnitSink {
  /** What stands for services.cf, which has no drop-in that could say so. */
  private static final String SERVICES_HANDLE = "masterless-services.service";

  private final UnitFolder units;
  private final List<String> paths = new ArrayList<>();
  private final Set<String> kept = new TreeSet<>();
  private String handle = "";
  private String identity = "";
  private String folder = "";
  private boolean hasSockets;
  private boolean failed;

  Staging(Files files, InstanceState state) {
    this.units = new UnitFolder(files, state.newUnits());
    if (state.isOfServices()) {
      handle = SERVICES_HANDLE;
      identity = state.name();
      folder = state.name();
    }
  }

  @Override
  public String put(Generated generated) {
    String wrong = units.put(generated);
    failed |= !wrong.isEmpty();
    paths.add(generated.path());
    hasSockets |= generated.path().endsWith(UnitPath.SOCKET);
    if (generated instanceof Generated.DropIn dropIn) {
      handle = dropIn.unit();
      identity = dropIn.identity();
      folder = dropIn.folder();
    }
    return wrong;
  }

  @Override
  public void keep(String unit) {
    kept.add(unit);
  }

  /** Relative to systemd's folder, in the order in which they were made. */
  List<String> paths() {
    return paths;
  }

  /** Names, without suffix, of units that stay as they are. */
  Set<String> kept() {
    return kept;
  }

  /** The unit that stands for the instance; empty where no units could be made for it. */
  String handle() {
    return handle;
  }

  /** Of the instance, below /run. */
  String folder() {
    return folder;
  }

  /** What can't change while the instance runs. */
  String identity() {
    return identity;
  }

  boolean hasSockets() {
    return hasSockets;
  }

  /** Whether some file couldn't be written, which is a problem of the generation too. */
  boolean failed() {
    return failed;
  }
}
