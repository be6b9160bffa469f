package org.masterless.generator.applied;

import org.masterless.generator.applied.InstanceState.Applied;
import org.masterless.system.Files;

/** Takes back all that keeps the units of an instance in force. */
record Pins(Files files, InstanceState state) {
  void remove(Applied applied) {
    for (String path : applied.paths()) {
      UnitFiles.inForce(files).remove(path);
    }
    AppliedCopy.remove(files, state, applied.directory());
    state.forget(files);
  }
}
